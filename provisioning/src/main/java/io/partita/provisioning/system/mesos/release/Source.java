package io.partita.provisioning.system.mesos.release;

import java.net.URI;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;

/** Where a product is had from. Immutable. */
sealed interface Source {

    /** The version that its name gives away, such as 1.6.2 of mesos-1.6.2.tar.gz. */
    default Optional<String> version() {
        return Versions.in(place());
    }

    /** Where it is, in one word for messages. */
    String place();

    /**
     * An archive on the control node: what {@code make install} puts below its prefix, or Marathon's own archive.
     *
     * @param sha256 its checksum, if it is to be checked
     */
    record Archive(Path file, Optional<String> sha256) implements Source {
        @Override
        public String place() {
            return file.toString();
        }
    }

    /** An archive to be fetched. */
    record Download(URI uri, String sha256) implements Source {
        @Override
        public String place() {
            return uri.toString();
        }
    }

    /** A directory on the control node that is uploaded whole. */
    record Uploaded(Path directory) implements Source {
        @Override
        public String place() {
            return directory.toString();
        }
    }

    /** A directory that is on every node already, such as {@code /usr}. */
    record OnNodes(String directory) implements Source {
        @Override
        public String place() {
            return "node:" + directory;
        }
    }

    /**
     * A package from a repository, installed on the nodes by apt.
     *
     * @param repository what stands behind {@code deb} in a line of sources.list
     * @param key a file on the control node with the repository's key, if it is needed
     * @param name the package
     * @param pinned its version, if it is to be a certain one
     */
    record Packages(String repository, Optional<Path> key, String name, Optional<String> pinned) implements Source {
        public Packages {
            Objects.requireNonNull(repository, "repository is null");
        }

        @Override
        public Optional<String> version() {
            return pinned;
        }

        @Override
        public String place() {
            return "packages of " + repository;
        }

        /** What apt is to install. */
        String request() {
            return pinned.map(version -> name + "=" + version).orElse(name);
        }
    }
}
