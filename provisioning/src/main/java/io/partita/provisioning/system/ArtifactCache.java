package io.partita.provisioning.system;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ProxySelector;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Artifacts on the control node: fetched once, checked against the SHA-256 that is expected at every use, so that nodes need
 * no internet and nobody can slip another jar in.
 *
 * <p>Looks in the cache, then in the local Maven repository, then on the network. A download goes to a file of its own
 * and is renamed when its checksum is right: whoever is killed half-way leaves no wrong jar, and two control nodes may
 * share a cache. Safe for use by several threads.
 */
public final class ArtifactCache {

    private static final Logger LOG = LoggerFactory.getLogger(ArtifactCache.class);
    private static final URI CENTRAL = URI.create("https://repo.maven.apache.org/maven2/");
    private static final Duration DOWNLOAD_LIMIT = Duration.ofMinutes(5);
    private static final String PART = ".part";

    private final Path directory;
    private final Path localRepository;
    private final URI remote;

    /** The user's cache, {@code ~/.cache/partita/artifacts}, fed from {@code ~/.m2/repository} and Maven Central. */
    public ArtifactCache() {
        this(
                Path.of(System.getProperty("user.home"), ".cache", "partita", "artifacts"),
                Path.of(System.getProperty("user.home"), ".m2", "repository"),
                CENTRAL);
    }

    /**
     * A cache elsewhere.
     *
     * @param directory where jars are kept, laid out as a Maven repository; made when first needed
     * @param localRepository a Maven repository whose jars are used in place; need not exist
     * @param remote root of a Maven repository, ending in a slash
     */
    public ArtifactCache(Path directory, Path localRepository, URI remote) {
        this.directory = Objects.requireNonNull(directory, "directory is null");
        this.localRepository = Objects.requireNonNull(localRepository, "localRepository is null");
        this.remote = Objects.requireNonNull(remote, "remote is null");
    }

    /**
     * A local file with the jar of {@code artifact}, its checksum verified just now.
     *
     * @throws SystemException if it is nowhere to be had; says where it was sought and how to put it there by hand
     */
    public Path fetch(Artifact artifact) {
        Path cached = directory.resolve(artifact.path());
        try {
            if (matches(cached, artifact.sha256())) {
                return cached;
            }
            Path local = localRepository.resolve(artifact.path());
            if (matches(local, artifact.sha256())) {
                return local;
            }
            download(url(artifact), artifact.sha256(), cached);
            return cached;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw failure(url(artifact), cached, "interrupted", e);
        } catch (IOException e) {
            throw failure(url(artifact), cached, describe(e), e);
        }
    }

    /**
     * A local file with what is at {@code url}, its checksum verified just now; fetched if the cache does not have it.
     *
     * @param sha256 64 lower-case hexadecimal digits
     * @throws SystemException as {@link #fetch(Artifact)}
     */
    public Path fetch(URI url, String sha256) {
        String path = Objects.requireNonNullElse(url.getPath(), "");
        String name = path.substring(path.lastIndexOf('/') + 1);
        Path cached = directory.resolve("by-checksum").resolve(sha256).resolve(name.isEmpty() ? "file" : name);
        try {
            if (!matches(cached, sha256)) {
                download(url, sha256, cached);
            }
            return cached;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw failure(url, cached, "interrupted", e);
        } catch (IOException e) {
            throw failure(url, cached, describe(e), e);
        }
    }

    private static void download(URI url, String sha256, Path target) throws IOException, InterruptedException {
        Files.createDirectories(target.getParent());
        deleteAbandonedParts(target.getParent());
        Path part =
                Files.createTempFile(target.getParent(), target.getFileName().toString(), PART);
        try {
            LOG.info("fetching {}", url);
            HttpResponse<Path> response = HttpClient.newBuilder()
                    .connectTimeout(Duration.ofSeconds(15))
                    .followRedirects(HttpClient.Redirect.NORMAL)
                    .proxy(ProxySelector.getDefault())
                    .build()
                    .send(
                            HttpRequest.newBuilder(url).timeout(DOWNLOAD_LIMIT).build(),
                            HttpResponse.BodyHandlers.ofFile(part));
            if (response.statusCode() != 200) {
                throw new IOException("the server answered with status " + response.statusCode());
            }
            String actual = sha256Of(part);
            if (!actual.equals(sha256)) {
                throw new IOException("what came has the wrong checksum: SHA-256 " + actual + ", expected " + sha256);
            }
            Files.move(part, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(part);
        }
    }

    /** Parts older than any download may take belong to someone who was killed. */
    private static void deleteAbandonedParts(Path parent) throws IOException {
        Instant oldest = Instant.now().minus(DOWNLOAD_LIMIT.multipliedBy(2));
        try (DirectoryStream<Path> parts = Files.newDirectoryStream(parent, "*" + PART)) {
            for (Path part : parts) {
                if (Files.getLastModifiedTime(part).toInstant().isBefore(oldest)) {
                    Files.deleteIfExists(part);
                }
            }
        }
    }

    private static boolean matches(Path file, String sha256) throws IOException {
        try {
            String actual = sha256Of(file);
            if (actual.equals(sha256)) {
                return true;
            }
            LOG.warn("{} has SHA-256 {}, expected {}: passed over", file, actual, sha256);
            return false;
        } catch (NoSuchFileException e) {
            return false;
        }
    }

    /** The SHA-256 of {@code file}, 64 lower-case hexadecimal digits. */
    public static String sha256Of(Path file) throws IOException {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            try (InputStream in = new DigestInputStream(Files.newInputStream(file), digest)) {
                in.transferTo(OutputStream.nullOutputStream());
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java platform has SHA-256", e);
        }
    }

    private URI url(Artifact artifact) {
        return remote.resolve(artifact.path());
    }

    private static SystemException failure(URI url, Path cached, String cause, Exception e) {
        return new SystemException(
                "cannot fetch " + url + ": " + cause
                        + ". Without a way to that server, get the file elsewhere and put it at " + cached,
                e);
    }

    private static String describe(IOException e) {
        String message = e.getMessage();
        return message == null || message.isBlank() ? e.getClass().getSimpleName() : message;
    }
}
