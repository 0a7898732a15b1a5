package io.partita.provisioning.cluster;

import java.nio.file.Path;
import java.util.Optional;

/** The Java that nodes use: the one that runs this program. */
final class JavaHome {

    /** Where a Java that nodes would not see by themselves appears in them, relative to their root. */
    static final String BOUND = "opt/jdk";

    private JavaHome() {}

    /** The directory to bind into the nodes, if it is not in what they see of /usr already. */
    static Optional<Path> toBind() {
        return toBind(machine());
    }

    static Optional<Path> toBind(Path home) {
        boolean visible = home.startsWith("/usr") && !home.startsWith("/usr/local");
        return visible ? Optional.empty() : Optional.of(home);
    }

    /** Where a node finds it. */
    static Path inNode() {
        return toBind().isPresent() ? Path.of("/", BOUND) : machine();
    }

    private static Path machine() {
        return Path.of(System.getProperty("java.home"));
    }
}
