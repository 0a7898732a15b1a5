package io.partita.testbed.messages;

import java.lang.reflect.RecordComponent;
import java.util.Collection;
import java.util.Map;

/**
 * Whether a message has all that it must have, all the way down. Looked at where messages come in: so no component has to
 * expect that something is missing, and none ends because of what a stranger sent.
 */
public final class Completeness {

    private Completeness() {}

    /** @throws IllegalArgumentException if something is missing; the message says what */
    public static void check(Message message) {
        check("message", message);
    }

    private static void check(String name, Object value) {
        if (value == null) {
            throw new IllegalArgumentException("without " + name);
        } else if (value instanceof Record record) {
            for (RecordComponent component : record.getClass().getRecordComponents()) {
                Object part = part(record, component);
                if (part != null || !component.isAnnotationPresent(MayBeNull.class)) {
                    check(component.getName(), part);
                }
            }
        } else if (value instanceof Collection<?> items) {
            items.forEach(item -> check(name, item));
        } else if (value instanceof Map<?, ?> map) {
            map.values().forEach(item -> check(name, item));
        }
    }

    private static Object part(Record record, RecordComponent component) {
        try {
            return component.getAccessor().invoke(record);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("a record's component cannot be read: " + component, e);
        }
    }
}
