package io.partita.testbed.server;

import io.partita.testbed.messages.Address;
import io.partita.testbed.messages.Resources;
import io.partita.testbed.settings.Place;
import io.partita.testbed.settings.Settings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * What a process is told by its configuration: the settings, and the keys below. One file may serve all roles of a node.
 *
 * @param address where it receives messages: keys {@code address} and, if it is not the usual one, {@code port}
 * @param http where it answers HTTP, if that is another port: {@code http.port}
 * @param workDirectory {@code work.dir}
 * @param log the file {@code log}
 * @param resources of an agent
 * @param attributes of an agent
 */
public record Configuration(
        Settings settings,
        Place place,
        Address address,
        Optional<Address> http,
        Path workDirectory,
        Path log,
        Resources resources,
        Map<String, String> attributes) {

    private static final List<String> OWN_KEYS = List.of(
            "node",
            "address",
            "zookeeper",
            "quorum",
            "work.dir",
            "log",
            "port",
            "http.port",
            "resources",
            "attributes");
    private static final String USUAL_RESOURCES = "cpus:2;mem:1024;disk:4096;ports:[31000-31999]";

    public Configuration {
        attributes = Map.copyOf(attributes);
    }

    /** Something is wrong with a configuration. */
    public static final class Wrong extends Exception {
        private static final long serialVersionUID = 1L;

        private final List<String> problems;

        Wrong(List<String> problems) {
            super(String.join("; ", problems));
            this.problems = List.copyOf(problems);
        }

        /** All that is wrong. */
        public List<String> problems() {
            return problems;
        }
    }

    /**
     * Reads the settings only.
     *
     * @throws Wrong if any of them is wrong; other keys are not looked at
     */
    public static Settings settings(Map<String, String> options) throws Wrong {
        Reading reading = new Reading(options);
        Settings settings = reading.settings();
        reading.end();
        return settings;
    }

    /** @throws Wrong if anything is missing or wrong */
    public static Configuration parse(Role role, Map<String, String> options) throws Wrong {
        Reading reading = new Reading(options);
        Settings settings = reading.settings();
        String host = reading.required("address", Function.identity(), "");
        int port = reading.optional("port", Configuration::port, role.port());
        Optional<Address> http = role.httpPort()
                .map(usual -> new Address(host, reading.optional("http.port", Configuration::port, usual)));
        Place place = new Place(
                reading.required("node", Function.identity(), ""),
                reading.required("zookeeper", Configuration::ensemble, ""),
                reading.required("quorum", Configuration::quorum, 1));
        Path workDirectory = reading.required("work.dir", Path::of, Path.of(""));
        Path log = reading.required("log", Path::of, Path.of(""));
        Resources resources =
                reading.optional("resources", ResourceOptions::resources, ResourceOptions.resources(USUAL_RESOURCES));
        Map<String, String> attributes = reading.optional("attributes", ResourceOptions::attributes, Map.of());
        reading.end();
        return new Configuration(
                settings, place, new Address(host, port), http, workDirectory, log, resources, attributes);
    }

    private static int port(String text) {
        int port = number(text);
        if (port < 1 || port > 65535) {
            throw new IllegalArgumentException("must be from 1 to 65535, not " + port);
        }
        return port;
    }

    private static int quorum(String text) {
        int quorum = number(text);
        if (quorum < 1) {
            throw new IllegalArgumentException("must be at least 1, not " + quorum);
        }
        return quorum;
    }

    private static int number(String text) {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("not a number: \"" + text + "\"", e);
        }
    }

    private static String ensemble(String text) {
        for (String server : text.split(",", -1)) {
            port(server.substring(server.lastIndexOf(':') + 1));
            if (server.lastIndexOf(':') <= 0) {
                throw new IllegalArgumentException("not host:port: \"" + server + "\"");
            }
        }
        return text;
    }

    /** Options on their way to a configuration, and what is found wrong with them. */
    private static final class Reading {

        private final Map<String, String> options;
        private final List<String> problems = new ArrayList<>();

        Reading(Map<String, String> options) {
            this.options = options;
        }

        Settings settings() {
            Map<String, String> others = new HashMap<>(options);
            others.keySet().removeAll(OWN_KEYS);
            try {
                return Settings.parse(others);
            } catch (IllegalArgumentException e) {
                problems.addAll(List.of(e.getMessage().split("; ")));
                return Settings.parse(Map.of());
            }
        }

        <T> T required(String key, Function<String, T> parser, T instead) {
            if (options.getOrDefault(key, "").isBlank()) {
                problems.add(key + " is missing");
                return instead;
            }
            return optional(key, parser, instead);
        }

        <T> T optional(String key, Function<String, T> parser, T instead) {
            String value = options.getOrDefault(key, "").strip();
            if (value.isEmpty()) {
                return instead;
            }
            try {
                return parser.apply(value);
            } catch (IllegalArgumentException e) {
                problems.add(key + ": " + e.getMessage());
                return instead;
            }
        }

        void end() throws Wrong {
            if (!problems.isEmpty()) {
                throw new Wrong(problems);
            }
        }
    }
}
