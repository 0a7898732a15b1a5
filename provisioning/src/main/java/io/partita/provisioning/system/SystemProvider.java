package io.partita.provisioning.system;

import java.util.List;
import java.util.Map;

/** Makes a system under test from the settings on the command line. Found through {@link java.util.ServiceLoader}. */
public interface SystemProvider {

    /** The system's name on the command line, such as {@code zookeeper}. */
    String name();

    /** One sentence for {@code control list systems}. */
    String description();

    /** The settings accepted: key to a sentence with default, unit and range, in the order to list them. */
    Map<String, String> options();

    /** The names of the systems that {@link HasParts} finds in this one: workloads for them can run on it too. */
    default List<String> parts() {
        return List.of();
    }

    /**
     * The system with these settings; those left out have their defaults. Touches nothing.
     *
     * @throws IllegalArgumentException if a key is unknown or a value cannot be understood; the message names it
     */
    SystemUnderTest create(Map<String, String> options);
}
