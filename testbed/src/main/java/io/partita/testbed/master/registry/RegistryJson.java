package io.partita.testbed.master.registry;

import tools.jackson.databind.json.JsonMapper;

/** The registry as replicas keep it. */
public final class RegistryJson {

    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private RegistryJson() {}

    public static String write(Registry registry) {
        return MAPPER.writeValueAsString(registry);
    }

    /** @throws tools.jackson.core.JacksonException if {@code text} was not written by {@link #write} */
    public static Registry read(String text) {
        return MAPPER.readValue(text, Registry.class);
    }
}
