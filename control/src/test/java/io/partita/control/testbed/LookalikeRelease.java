package io.partita.control.testbed;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * Directories and archives that look like those of released Mesos and Marathon. Their programs take the real ones' flags, and
 * start the testbed's servers.
 */
final class LookalikeRelease {

    private static final Path JARS = Path.of("..", "testbed", "target", "dist", "lib");

    private final Path directory;

    LookalikeRelease(Path directory) {
        this.directory = directory;
    }

    /** What {@code make install} leaves below a prefix. */
    Path mesos() throws Exception {
        Path prefix = directory.resolve("mesos-1.6.2");
        if (Files.notExists(prefix)) {
            program(prefix.resolve("sbin/mesos-master"));
            program(prefix.resolve("sbin/mesos-agent"));
            for (String made : List.of("libexec/mesos", "share/mesos/webui", "lib")) {
                Files.createDirectories(prefix.resolve(made));
            }
            Files.writeString(prefix.resolve("lib/libmesos.so"), "no library");
            jars(prefix);
        }
        return prefix;
    }

    /** What is in Marathon's archive. */
    Path marathon() throws Exception {
        Path prefix = directory.resolve("marathon-1.8.244");
        if (Files.notExists(prefix)) {
            program(prefix.resolve("bin/marathon"));
            jars(prefix);
        }
        return prefix;
    }

    /** An archive of {@code prefix} under its own name. */
    Path archive(Path prefix) throws Exception {
        Path archive = directory.resolve(prefix.getFileName() + ".tgz");
        Process tar = new ProcessBuilder(
                        "tar",
                        "-C",
                        directory.toString(),
                        "-czf",
                        archive.toString(),
                        prefix.getFileName().toString())
                .inheritIO()
                .start();
        if (tar.waitFor() != 0) {
            throw new IllegalStateException("tar ended with status " + tar.exitValue());
        }
        return archive;
    }

    private static void program(Path file) throws IOException {
        Files.createDirectories(file.getParent());
        try (InputStream in = Objects.requireNonNull(LookalikeRelease.class.getResourceAsStream("lookalike.sh"))) {
            Files.copy(in, file);
        }
        if (!file.toFile().setExecutable(true, false)) {
            throw new IOException("cannot make it executable: " + file);
        }
    }

    private static void jars(Path prefix) throws IOException {
        Path target = Files.createDirectories(prefix.resolve("lookalike"));
        try (Stream<Path> files = Files.list(JARS)) {
            for (Path jar :
                    files.filter(file -> file.toString().endsWith(".jar")).toList()) {
                Files.copy(jar, target.resolve(jar.getFileName()));
            }
        }
    }
}
