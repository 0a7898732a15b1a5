package io.partita.testbed;

import static org.assertj.core.api.Assertions.assertThat;

import io.partita.testbed.server.Server;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.apache.curator.test.TestingServer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The directory that is brought to the nodes runs as it is, in processes of its own. */
class DistributionIT {

    private static final Path DIST = Path.of("target", "dist");

    @TempDir
    private Path node;

    @BeforeEach
    void bring() throws IOException {
        Server.copy(DIST, node);
    }

    @Test
    void itHasTheJarsThatAreNeededAndNoOthers() throws IOException {
        try (var files = Files.list(node.resolve("lib"))) {
            assertThat(files.map(file -> file.getFileName().toString().replaceFirst("-\\d.*", ""))
                            .toList())
                    .containsExactlyInAnyOrder(
                            "testbed.jar",
                            "testbed.jsa",
                            "zookeeper",
                            "zookeeper-jute",
                            "slf4j-api",
                            "slf4j-nop",
                            "jackson-annotations",
                            "jackson-core",
                            "jackson-databind");
        }
        assertThat(node).isDirectoryContaining("glob:**/knobs.tsv").isDirectoryContaining("glob:**/bugs.tsv");
    }

    @Test
    void itSaysWhatHolds() throws Exception {
        Server.Outcome outcome = new Server(node, "settings", "time.scale=10", "bugs=B01").await();
        assertThat(outcome.status()).isZero();
        assertThat(outcome.output()).contains("bugs=B01\n", "ping.timeout=1500ms\n", "supervise.discovery=100ms\n");
    }

    @Test
    void aWrongConfigurationIsRefusedWithAllThatIsWrong() throws Exception {
        Server.Outcome outcome = new Server(node, "master", "quorum=0", "ping=1").await();
        assertThat(outcome.status()).isEqualTo(64);
        assertThat(outcome.output())
                .contains("testbed: unknown setting \"ping\"\n", "testbed: quorum: must be at least 1, not 0\n")
                .contains("testbed: node is missing\n", "testbed: zookeeper is missing\n");
    }

    @Test
    void anUnknownRoleIsRefused() throws Exception {
        Server.Outcome outcome = new Server(node, "slave").await();
        assertThat(outcome.status()).isEqualTo(64);
        assertThat(outcome.output()).contains("testbed: no such role: slave\n", "usage: ");
    }

    @Test
    void aServerComesUpOverARealZooKeeperWithTheseJarsAlone() throws Exception {
        try (TestingServer zooKeeper = new TestingServer()) {
            Server discovery = new Server(node, "discovery", Server.place(node, zooKeeper, "discovery"));
            try {
                discovery.awaitLog("Leading master: none");
            } finally {
                discovery.kill();
            }
        }
    }

    @Test
    void theArchiveOfClassesIsUsedWhereItFitsAndNoHarmWhereItDoesNot() throws Exception {
        String where = "-Xlog:class+load:file=" + node.resolve("classes.log");
        assertThat(new Server(node, "settings").with(where).await().status()).isZero();
        assertThat(Files.readString(node.resolve("classes.log")))
                .contains("io.partita.testbed.Main source: shared objects file (top)");
        Files.setLastModifiedTime(
                node.resolve("lib/testbed.jar"), FileTime.from(Instant.now().minus(Duration.ofDays(1))));
        Server.Outcome outcome = new Server(node, "settings").with(where).await();
        assertThat(outcome.status()).isZero();
        assertThat(outcome.output().lines().findFirst()).contains("profile=modern");
        assertThat(Files.readString(node.resolve("classes.log")))
                .doesNotContain("io.partita.testbed.Main source: shared objects file");
    }

    @Test
    void aMasterThatIsKilledLeavesItsPortAndComesBack() throws Exception {
        try (TestingServer zooKeeper = new TestingServer()) {
            List<String> options = List.of(Server.place(node, zooKeeper, "master"));
            for (int life = 0; life < 2; life++) {
                Server master = new Server(node, "master", options.toArray(String[]::new));
                try {
                    master.awaitHttp("/health");
                } finally {
                    master.kill();
                }
            }
        }
    }
}
