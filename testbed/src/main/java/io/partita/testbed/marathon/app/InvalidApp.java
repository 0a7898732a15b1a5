package io.partita.testbed.marathon.app;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What is wrong with a definition, all of it: errors by the path of the field that has them. */
public final class InvalidApp extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Collects what is wrong. */
    static final class Problems {

        private final Map<String, List<String>> byPath = new LinkedHashMap<>();
        private boolean wrongType;

        void add(String path, String error) {
            byPath.computeIfAbsent(path, key -> new ArrayList<>()).add(error);
        }

        void wrongType(String path, String expected) {
            wrongType = true;
            add(path, "error.expected." + expected);
        }

        void throwIfAny() {
            if (!byPath.isEmpty()) {
                throw new InvalidApp(wrongType ? "Invalid JSON" : "Object is not valid", byPath);
            }
        }
    }

    private final transient Map<String, List<String>> details;

    InvalidApp(String message, Map<String, List<String>> details) {
        super(message);
        this.details = details;
    }

    /** One thing wrong, with the field at {@code path}. */
    public static InvalidApp of(String path, String error) {
        return new InvalidApp("Object is not valid", Map.of(path, List.of(error)));
    }

    public Map<String, List<String>> details() {
        return details;
    }
}
