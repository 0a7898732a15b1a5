package io.partita.nemesis.vm;

import io.partita.provisioning.system.ArtifactCache;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The Debian packages that a virtual machine needs and that must not be installed here, a kernel above all: fetched once by
 * apt, which checks their signatures, and kept with their checksums, which are checked at every use.
 *
 * @param cache where they are kept
 */
record MachinePackages(Path cache) {

    private static final List<String> PACKAGES = List.of("user-mode-linux", "kmod", "libkmod2", "iputils-ping");
    private static final String SUMS = "SHA256SUMS";

    /** The user's cache. */
    static MachinePackages ofUser() {
        return new MachinePackages(Path.of(System.getProperty("user.home"), ".cache", "partita", "machines"));
    }

    /**
     * Unpacks them into {@code target}.
     *
     * @throws IOException if they are neither in the cache nor to be had
     */
    void unpack(Path target) throws IOException {
        if (!complete()) {
            fetch();
        }
        for (Path each : archives()) {
            LocalTool.run(cache, "dpkg-deb", "-x", each.toString(), target.toString());
        }
    }

    /** What is in the cache, as a text that changes with it; empty if it is not complete. */
    String identity() throws IOException {
        return complete() ? Files.readString(cache.resolve(SUMS)) : "";
    }

    private boolean complete() throws IOException {
        Path sums = cache.resolve(SUMS);
        return Files.exists(sums) && Files.readString(sums).equals(sums());
    }

    private void fetch() throws IOException {
        Files.createDirectories(cache);
        for (Path old : archives()) {
            Files.delete(old);
        }
        Path part = Files.createTempDirectory(cache, "part");
        try {
            var argv = Stream.concat(
                    Stream.of("apt-get", "download", "-q", "-o", "APT::Sandbox::User=root"), PACKAGES.stream());
            LocalTool.run(part, argv.toArray(String[]::new));
            try (Stream<Path> fetched = Files.list(part)) {
                for (Path each : fetched.toList()) {
                    Files.move(each, cache.resolve(each.getFileName()));
                }
            }
        } finally {
            LocalTool.run(cache, "rm", "-rf", part.toString());
        }
        Files.writeString(cache.resolve(SUMS), sums());
    }

    private String sums() throws IOException {
        var sums = new TreeMap<String, String>();
        for (Path each : archives()) {
            sums.put(each.getFileName().toString(), ArtifactCache.sha256Of(each));
        }
        return sums.entrySet().stream()
                .map(each -> each.getValue() + "  " + each.getKey() + "\n")
                .collect(Collectors.joining());
    }

    private List<Path> archives() throws IOException {
        try (Stream<Path> all = Files.list(cache)) {
            return all.filter(each -> each.toString().endsWith(".deb")).sorted().toList();
        }
    }
}
