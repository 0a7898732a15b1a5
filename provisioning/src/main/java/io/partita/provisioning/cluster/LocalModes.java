package io.partita.provisioning.cluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** File modes with the bits that {@link java.nio.file.attribute.PosixFilePermission} lacks. */
final class LocalModes {

    private LocalModes() {}

    /** Sets the mode of {@code path}, the sticky bit included. */
    static void set(Path path, int mode) throws IOException {
        Files.setAttribute(path, "unix:mode", mode);
    }
}
