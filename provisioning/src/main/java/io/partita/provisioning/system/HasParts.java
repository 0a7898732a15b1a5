package io.partita.provisioning.system;

import java.util.Map;

/** A system that has other systems in it, such as the ensemble that it keeps its state in. */
public interface HasParts {

    /** The systems in it, by name; each can be used by itself on the same nodes. */
    Map<String, SystemUnderTest> parts();

    /** {@code system} itself if it has that name, else its part of that name, else {@code system}. */
    static SystemUnderTest named(String name, SystemUnderTest system) {
        return !system.name().equals(name) && system instanceof HasParts whole
                ? whole.parts().getOrDefault(name, system)
                : system;
    }
}
