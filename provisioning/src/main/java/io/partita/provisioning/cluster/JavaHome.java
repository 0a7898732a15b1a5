package io.partita.provisioning.cluster;

import java.nio.file.Path;
import java.util.Optional;

/**
 * The Java that nodes use.
 *
 * @param directory where it is on the machine
 */
record JavaHome(Path directory) {

    /** Where a Java that nodes would not see by themselves appears in them, relative to their root. */
    static final String BOUND = "opt/jdk";

    /** The Java that runs this program. */
    static JavaHome running() {
        return new JavaHome(Path.of(System.getProperty("java.home")));
    }

    /** The directory to bind into the nodes, if it is not in what they see of /usr already. */
    Optional<Path> toBind() {
        boolean visible = directory.startsWith("/usr") && !directory.startsWith("/usr/local");
        return visible ? Optional.empty() : Optional.of(directory);
    }

    /** Where a node finds it. */
    Path inNode() {
        return toBind().isPresent() ? Path.of("/", BOUND) : directory;
    }
}
