package io.partita.testbed.server;

import com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility;
import com.fasterxml.jackson.annotation.PropertyAccessor;
import io.partita.testbed.messages.Completeness;
import io.partita.testbed.messages.Message;
import java.util.HashMap;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** Messages as JSON. A message's kind is the simple name of its record. */
final class MessageCodec {

    // Only what a record is made of: a method such as isEmpty() is no property.
    private final JsonMapper mapper = JsonMapper.builder()
            .changeDefaultVisibility(checker -> checker.withVisibility(PropertyAccessor.GETTER, Visibility.NONE)
                    .withVisibility(PropertyAccessor.IS_GETTER, Visibility.NONE)
                    .withVisibility(PropertyAccessor.FIELD, Visibility.ANY))
            .build();

    private final Map<String, Class<?>> kinds = new HashMap<>();

    MessageCodec() {
        addKinds(Message.class);
    }

    static String kind(Message message) {
        return message.getClass().getSimpleName();
    }

    byte[] encode(Message message) {
        return mapper.writeValueAsBytes(message);
    }

    /** @throws IllegalArgumentException if there is no such kind, or {@code json} is none of it */
    Message decode(String kind, byte[] json) {
        Class<?> type = kinds.get(kind);
        if (type == null) {
            throw new IllegalArgumentException("no message is called " + kind);
        }
        try {
            Message message = (Message) mapper.readValue(json, type);
            Completeness.check(message);
            return message;
        } catch (JacksonException e) {
            throw new IllegalArgumentException("not a " + kind + ": " + e.getOriginalMessage(), e);
        }
    }

    private void addKinds(Class<?> family) {
        for (Class<?> kind : family.getPermittedSubclasses()) {
            if (kind.isSealed()) {
                addKinds(kind);
            } else {
                kinds.put(kind.getSimpleName(), kind);
            }
        }
    }
}
