package io.partita.testbed.marathon.api;

import java.util.List;
import java.util.Set;

/**
 * What a path below {@code /v2/apps} means: ids have any number of parts, and what belongs to an app follows them.
 *
 * @param appId canonical; {@code /} for all apps
 * @param sub {@code tasks}, {@code versions}, {@code restart}, or empty for the app itself
 * @param item one of the tasks or versions, or empty
 */
record AppPath(String appId, String sub, String item) {

    private static final Set<String> LISTS = Set.of("tasks", "versions");

    static AppPath of(List<String> parts) {
        int size = parts.size();
        if (size >= 2
                && (LISTS.contains(parts.get(size - 1)) || parts.get(size - 1).equals("restart"))) {
            return new AppPath(id(parts.subList(0, size - 1)), parts.get(size - 1), "");
        }
        if (size >= 3 && LISTS.contains(parts.get(size - 2))) {
            return new AppPath(id(parts.subList(0, size - 2)), parts.get(size - 2), parts.get(size - 1));
        }
        return new AppPath(id(parts), "", "");
    }

    private static String id(List<String> parts) {
        return "/" + String.join("/", parts);
    }

    boolean isAll() {
        return appId.equals("/");
    }
}
