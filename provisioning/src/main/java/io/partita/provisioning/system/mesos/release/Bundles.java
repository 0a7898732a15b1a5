package io.partita.provisioning.system.mesos.release;

import io.partita.provisioning.cluster.ClusterException;
import io.partita.provisioning.cluster.LocalArchives;
import io.partita.provisioning.system.ArtifactCache;
import io.partita.provisioning.system.SystemException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What is uploaded of each product, made ready on the control node: fetched, its checksum and its contents looked at. To be
 * closed, because a directory is packed into a temporary file.
 *
 * @param all by product; one that is on the nodes already, or comes to them as a package, is left out
 */
record Bundles(Map<Product, Bundle> all) implements AutoCloseable {

    /**
     * An archive to unpack.
     *
     * @param prefix the directory in it that has {@code sbin} or {@code bin}; empty for its root
     * @param temporary whether it is only there to be uploaded
     */
    record Bundle(Path archive, String prefix, boolean temporary) {}

    private static final String CONFIGURE = "configure";

    /**
     * Makes ready what {@code settings} name.
     *
     * @throws SystemException if anything of it cannot be had, naming all that cannot and what to give instead
     */
    static Bundles prepare(ReleaseSettings settings, ArtifactCache cache) {
        Map<Product, Bundle> bundles = new EnumMap<>(Product.class);
        List<String> problems = new ArrayList<>();
        for (Product product : Product.values()) {
            settings.source(product).ifPresent(source -> {
                try {
                    bundle(product, source, cache).ifPresent(bundle -> bundles.put(product, bundle));
                } catch (SystemException | ClusterException e) {
                    problems.add(product.title() + ": " + e.getMessage());
                }
            });
        }
        Bundles all = new Bundles(bundles);
        if (!problems.isEmpty()) {
            all.close();
            throw new SystemException(String.join("; ", problems));
        }
        return all;
    }

    private static Optional<Bundle> bundle(Product product, Source source, ArtifactCache cache) {
        if (source instanceof Source.Archive archive) {
            check(product, archive);
            return Optional.of(inspected(product, archive.file()));
        }
        if (source instanceof Source.Download download) {
            return Optional.of(inspected(product, cache.fetch(download.uri(), download.sha256())));
        }
        return source instanceof Source.Uploaded uploaded
                ? Optional.of(packed(uploaded.directory()))
                : Optional.empty();
    }

    private static void check(Product product, Source.Archive archive) {
        archive.sha256().ifPresent(expected -> {
            String actual = sha256(archive.file());
            if (!actual.equals(expected)) {
                throw new SystemException(archive.file() + " has SHA-256 " + actual + ", but "
                        + product.option("sha256") + " says " + expected + ". Get it again, or correct the option");
            }
        });
    }

    private static String sha256(Path file) {
        try {
            return ArtifactCache.sha256Of(file);
        } catch (IOException e) {
            throw new SystemException("cannot read " + file + ": " + e, e);
        }
    }

    private static Bundle inspected(Product product, Path archive) {
        String marks = String.join("|", product.marks());
        List<String> paths = LocalArchives.paths(archive, "(^|/)(" + marks + "|" + CONFIGURE + ")$");
        String prefix = product.prefixAmong(paths)
                .orElseThrow(() -> new SystemException(
                        archive + " " + product.lacking(paths.stream().anyMatch(path -> path.endsWith(CONFIGURE)))));
        return new Bundle(archive, prefix, false);
    }

    private static Bundle packed(Path directory) {
        Path archive = temporary();
        try {
            LocalArchives.pack(directory, archive);
            return new Bundle(archive, "", true);
        } catch (ClusterException e) {
            delete(archive);
            throw e;
        }
    }

    private static Path temporary() {
        try {
            return Files.createTempFile("partita-release", ".tar.gz");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Deletes what was made only to be uploaded. */
    @Override
    public void close() {
        all.values().stream().filter(Bundle::temporary).map(Bundle::archive).forEach(Bundles::delete);
    }
}
