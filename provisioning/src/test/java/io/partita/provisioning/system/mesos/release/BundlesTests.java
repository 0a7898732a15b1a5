package io.partita.provisioning.system.mesos.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.partita.provisioning.cluster.LocalArchives;
import io.partita.provisioning.system.ArtifactCache;
import io.partita.provisioning.system.SystemException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class BundlesTests {

    private static final String WRONG = "0".repeat(64);

    @TempDir
    Path temp;

    private Path archive(String name, String... paths) throws Exception {
        Path tree = Files.createDirectories(temp.resolve("tree-" + name));
        for (String path : paths) {
            Files.createDirectories(tree.resolve(path).getParent());
            Files.createFile(tree.resolve(path));
        }
        Path archive = temp.resolve(name);
        LocalArchives.pack(tree, archive);
        return archive;
    }

    private Bundles prepare(Map<String, String> options) {
        return Bundles.prepare(
                Worlds.read(options),
                new ArtifactCache(temp.resolve("cache"), temp.resolve("m2"), URI.create("http://localhost:1/")));
    }

    @Test
    void the_prefix_is_found_wherever_it_is_in_the_archive() throws Exception {
        Path mesos = archive("mesos.tgz", "mesos-1.6.2/usr/local/sbin/mesos-master");
        Path marathon = archive("marathon.tgz", "marathon-1.8.244/bin/marathon", "marathon-1.8.244/lib/a.jar");
        try (Bundles bundles = prepare(Map.of("archive", mesos.toString(), "marathon.archive", marathon.toString()))) {
            assertThat(bundles.all().get(Product.MESOS).prefix()).isEqualTo("mesos-1.6.2/usr/local");
            assertThat(bundles.all().get(Product.MARATHON).prefix()).isEqualTo("marathon-1.8.244");
        }
        assertThat(mesos).as("a users file is not temporary").exists();
        try (Bundles bundles = prepare(
                Map.of("archive", archive("flat.tgz", "sbin/mesos-master").toString()))) {
            assertThat(bundles.all().get(Product.MESOS).prefix()).isEmpty();
        }
    }

    @Test
    void everything_that_cannot_be_had_is_told_at_once() throws Exception {
        Path mesos = archive("mesos.tgz", "sbin/mesos-master");
        Path marathon = archive("marathon.tgz", "marathon/README");
        assertThatThrownBy(() -> prepare(
                        Map.of("archive", mesos.toString(), "sha256", WRONG, "marathon.archive", marathon.toString())))
                .isInstanceOf(SystemException.class)
                .hasMessageContaining("Mesos: " + mesos + " has SHA-256")
                .hasMessageContaining("but sha256 says " + WRONG)
                .hasMessageContaining("Marathon: " + marathon + " has no bin/marathon")
                .hasMessageContaining("Give one that has share/marathon/bin/marathon or bin/marathon or bin/start");
    }

    @Test
    void sources_are_told_from_what_was_built_of_them() throws Exception {
        Path sources = archive("mesos-1.6.2.tar.gz", "mesos-1.6.2/configure", "mesos-1.6.2/src/master/main.cpp");
        assertThatThrownBy(() -> prepare(Map.of("archive", sources.toString())))
                .hasMessageContaining(
                        "has no sbin/mesos-master, but a configure script: these are the sources. Build them")
                .hasMessageContaining("give prefix=/opt/mesos");
    }

    @Test
    void what_is_no_archive_is_refused() throws Exception {
        Path text = Files.writeString(temp.resolve("text.tgz"), "not an archive");
        assertThatThrownBy(() -> prepare(Map.of("archive", text.toString())))
                .isInstanceOf(SystemException.class)
                .hasMessageContaining("Mesos: ")
                .hasMessageContaining("tar");
    }

    @Test
    void a_url_that_is_not_there_is_reported_with_its_status() throws Exception {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            exchange.sendResponseHeaders(404, -1);
            exchange.close();
        });
        server.start();
        try {
            String url = "http://localhost:" + server.getAddress().getPort() + "/mesos-1.6.2.tar.gz";
            assertThatThrownBy(() -> prepare(Map.of("archive", url, "sha256", WRONG)))
                    .isInstanceOf(SystemException.class)
                    .hasMessageContaining("Mesos: cannot fetch " + url)
                    .hasMessageContaining("404")
                    .hasMessageContaining("put it at " + temp.resolve("cache"));
        } finally {
            server.stop(0);
        }
    }

    @Test
    void a_directory_is_packed_for_the_upload_and_deleted_after_it() throws Exception {
        Path prefix = Files.createDirectories(temp.resolve("prefix/sbin"));
        Files.createFile(prefix.resolve("mesos-master"));
        Bundles bundles = prepare(Map.of("prefix", prefix.getParent().toString()));
        Path packed = bundles.all().get(Product.MESOS).archive();
        assertThat(LocalArchives.paths(packed, "master")).containsExactly("./sbin/mesos-master");
        bundles.close();
        assertThat(packed).doesNotExist();
    }

    @Test
    void a_directory_without_a_master_is_refused_before_anything_is_done() throws Exception {
        Path empty = Files.createDirectories(temp.resolve("empty"));
        assertThatThrownBy(() -> prepare(Map.of("prefix", empty.toString())))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("prefix: " + empty + " has no sbin/mesos-master");
        assertThatThrownBy(() -> prepare(Map.of("prefix", temp + "/nothing")))
                .hasMessageContaining("on the nodes: prefix=node:");
    }
}
