package io.partita.testbed.marathon.orchestration;

import io.partita.testbed.marathon.app.AppDefinition;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The current version of every app that is not deleted, by id. */
final class Apps {

    private final Map<String, AppDefinition> current = new TreeMap<>();

    void load(Collection<AppDefinition> stored) {
        stored.forEach(this::put);
    }

    void put(AppDefinition app) {
        current.put(app.id(), app);
    }

    void remove(String appId) {
        current.remove(appId);
    }

    Optional<AppDefinition> find(String appId) {
        return Optional.ofNullable(current.get(appId));
    }

    List<AppDefinition> all() {
        return List.copyOf(current.values());
    }

    /**
     * {@code target} with the versions since which its number and its configuration are what they are, compared with the
     * current definition.
     */
    AppDefinition dated(AppDefinition target) {
        return target.following(current.get(target.id()), target.version());
    }
}
