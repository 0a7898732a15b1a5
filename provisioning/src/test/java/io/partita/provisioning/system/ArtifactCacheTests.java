package io.partita.provisioning.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class ArtifactCacheTests {

    private static final byte[] JAR = "a jar".getBytes(StandardCharsets.UTF_8);

    private final AtomicInteger requests = new AtomicInteger();

    @TempDir
    Path temp;

    private HttpServer server;
    private volatile byte[] served = JAR;
    private volatile int status = 200;
    private Artifact artifact;
    private Path cached;
    private Path local;

    @BeforeEach
    void serve() throws Exception {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            requests.incrementAndGet();
            exchange.sendResponseHeaders(status, served.length);
            exchange.getResponseBody().write(served);
            exchange.close();
        });
        server.start();
        String sha =
                HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(JAR));
        artifact = Artifact.parse("org.example:thing:1.0 " + sha);
        cached = temp.resolve("cache/org/example/thing/1.0/thing-1.0.jar");
        local = temp.resolve("m2/org/example/thing/1.0/thing-1.0.jar");
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void fetches_once() {
        assertThat(cache().fetch(artifact)).isEqualTo(cached).hasBinaryContent(JAR);
        assertThat(cache().fetch(artifact)).isEqualTo(cached);
        assertThat(requests).hasValue(1);
    }

    @Test
    void takes_the_local_maven_repositorys_file_without_asking_the_network() throws IOException {
        put(local, JAR);
        assertThat(cache().fetch(artifact)).isEqualTo(local);
        assertThat(requests).hasValue(0);
    }

    @Test
    void passes_over_a_local_file_with_another_checksum() throws IOException {
        put(local, "something else".getBytes(StandardCharsets.UTF_8));
        assertThat(cache().fetch(artifact)).isEqualTo(cached);
        assertThat(local).hasContent("something else");
    }

    @Test
    void replaces_a_damaged_file_in_the_cache() throws IOException {
        put(cached, "damaged".getBytes(StandardCharsets.UTF_8));
        assertThat(cache().fetch(artifact)).isEqualTo(cached).hasBinaryContent(JAR);
    }

    @Test
    void a_wrong_download_is_refused_and_leaves_nothing() throws IOException {
        served = "evil".getBytes(StandardCharsets.UTF_8);
        assertThatThrownBy(() -> cache().fetch(artifact))
                .isInstanceOf(SystemException.class)
                .hasMessageContaining("wrong checksum")
                .hasMessageContaining(artifact.sha256());
        assertThat(cached.getParent()).isEmptyDirectory();
    }

    @Test
    void a_missing_file_is_reported_with_its_url_and_the_way_to_do_it_by_hand() {
        status = 404;
        assertThatThrownBy(() -> cache().fetch(artifact))
                .isInstanceOf(SystemException.class)
                .hasMessageContaining(root() + "org/example/thing/1.0/thing-1.0.jar")
                .hasMessageContaining("404")
                .hasMessageContaining("put it at " + cached);
    }

    @Test
    void an_unreachable_server_is_reported_with_its_cause() {
        ArtifactCache cache = cache();
        server.stop(0);
        assertThatThrownBy(() -> cache.fetch(artifact))
                .isInstanceOf(SystemException.class)
                .hasMessageContaining("cannot fetch " + root())
                .hasMessageContaining("Connect");
    }

    @Test
    void what_is_at_a_url_is_fetched_once_and_checked() {
        URI url = URI.create(root() + "mesos/mesos-1.6.2.tar.gz");
        Path file = cache().fetch(url, artifact.sha256());
        assertThat(file).hasFileName("mesos-1.6.2.tar.gz").hasBinaryContent(JAR);
        assertThat(cache().fetch(url, artifact.sha256())).isEqualTo(file);
        assertThat(requests).hasValue(1);
        assertThatThrownBy(() -> cache().fetch(url, "0".repeat(64)))
                .isInstanceOf(SystemException.class)
                .hasMessageContaining("wrong checksum");
    }

    @Test
    void sweeps_what_a_killed_download_left_but_not_one_under_way() throws IOException {
        Path abandoned = cached.resolveSibling("thing-1.0.jar1.part");
        Path underWay = cached.resolveSibling("thing-1.0.jar2.part");
        put(abandoned, JAR);
        put(underWay, JAR);
        Files.setLastModifiedTime(abandoned, FileTime.from(Instant.now().minus(Duration.ofHours(1))));
        cache().fetch(artifact);
        assertThat(abandoned).doesNotExist();
        assertThat(underWay).exists();
    }

    @Test
    void a_line_that_names_no_artifact_is_refused() {
        assertThatThrownBy(() -> Artifact.parse("org.example:thing:1.0"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("org.example:thing:1.0");
    }

    private ArtifactCache cache() {
        return new ArtifactCache(temp.resolve("cache"), temp.resolve("m2"), URI.create(root()));
    }

    private String root() {
        return "http://localhost:" + server.getAddress().getPort() + "/";
    }

    private static void put(Path file, byte[] content) throws IOException {
        Files.createDirectories(file.getParent());
        Files.write(file, content);
    }
}
