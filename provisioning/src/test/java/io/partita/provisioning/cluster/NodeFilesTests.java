package io.partita.provisioning.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Names, limits and files that nodes are made of, none of which needs a node to be looked at. */
class NodeFilesTests {

    @TempDir
    private Path directory;

    @Test
    void kernelNamesFitTheirLimitsAndDifferBetweenClusters() {
        ClusterFiles one = new ClusterFiles(Path.of("/var/lib/partita/clusters/a"));
        ClusterFiles other = new ClusterFiles(Path.of("/var/lib/partita/clusters/b"));

        assertThat(one.veth(Subnet.MAX_NODES)).hasSizeLessThanOrEqualTo(15);
        assertThat(one.prefix()).isNotEqualTo(other.prefix());
        assertThat(one.hardwareAddress(1)).matches("02(:[0-9a-f]{2}){5}").isNotEqualTo(other.hardwareAddress(1));
    }

    @Test
    void copyingPassesOverWhatIsNotForEveryoneAndKeepsLinksAsTheyAre() throws Exception {
        Path source = Files.createDirectories(directory.resolve("source"));
        LocalModes.set(Files.writeString(source.resolve("public"), "p"), 0644);
        LocalModes.set(Files.writeString(source.resolve("secret"), "s"), 0640);
        Files.createSymbolicLink(source.resolve("link"), Path.of("/nonexistent"));

        FileTrees.copy(source, directory.resolve("target"));

        assertThat(directory.resolve("target/public")).hasContent("p");
        assertThat(Files.exists(directory.resolve("target/secret"), LinkOption.NOFOLLOW_LINKS))
                .isFalse();
        assertThat(Files.readSymbolicLink(directory.resolve("target/link"))).isEqualTo(Path.of("/nonexistent"));
    }

    @Test
    void deletingDoesNotFollowLinks() throws Exception {
        Path kept = Files.createDirectories(directory.resolve("kept"));
        Files.writeString(kept.resolve("file"), "x");
        Path tree = Files.createDirectories(directory.resolve("tree"));
        Files.createSymbolicLink(tree.resolve("link"), kept);

        FileTrees.delete(tree);

        assertThat(tree).doesNotExist();
        assertThat(kept.resolve("file")).exists();
    }

    @Test
    void aDirectoryWithOtherFilesIsNotTakenForACluster() throws Exception {
        ClusterFiles files = new ClusterFiles(directory.resolve("c"));
        Files.createDirectories(files.containers());
        files.requireOurs();
        Files.writeString(files.directory().resolve("thesis.txt"), "years of work");

        assertThatThrownBy(files::requireOurs)
                .isInstanceOf(ClusterException.class)
                .hasMessageContaining("thesis.txt");
    }

    @Test
    void aJavaOutsideOfUsrIsBound() {
        assertThat(new JavaHome(Path.of("/usr/lib/jvm/java-17")).toBind()).isEmpty();
        assertThat(new JavaHome(Path.of("/usr/local/jdk")).toBind()).contains(Path.of("/usr/local/jdk"));
        assertThat(new JavaHome(Path.of("/root/jdk")).inNode()).isEqualTo(Path.of("/opt/jdk"));
    }

    @Test
    void theOpenFileLimitIsRaisedOnlyByWhoMay() {
        List<String> limits = List.of("Max open files            20000                20000                files");

        assertThat(OpenFiles.limit(Capabilities.parse(List.of("CapEff:\t000001ffffffffff")), limits))
                .isEqualTo(65536);
        assertThat(OpenFiles.limit(Capabilities.parse(List.of("CapEff:\t000001fffeffffff")), limits))
                .isEqualTo(20000);
    }

    @Test
    void namesThatCouldNotBeHostNamesAreRefused() {
        assertThatThrownBy(() -> LxcCluster.in(directory.resolve("c"), List.of("n1", "N 2")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("N 2");
        assertThatThrownBy(() -> LxcCluster.in(directory.resolve("c"), List.of("n1", "n1")))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> LxcCluster.named("../x", 1)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void theLoginCommandTrustsTheClusterKeysAlone() {
        Node node = new Node("n1", "10.0.0.11", new Node.Ssh("10.0.0.11", 2222, "root", Path.of("/k"), Path.of("/h")));

        assertThat(SshCommand.login(node))
                .contains("StrictHostKeyChecking=yes", "UserKnownHostsFile=/h", "2222")
                .endsWith("root@10.0.0.11");
    }

    /** The directory of a cluster is removed with it. */
    @Test
    void aNameThatLeadsElsewhereIsNoNameForACluster() {
        assertThat(List.of("", ".", "..", "a/../b", "a/b", "/tmp")).allSatisfy(name -> {
            assertThatThrownBy(() -> LxcCluster.named(name, List.of("n1")))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("cluster name");
            assertThat(LxcCluster.isName(name)).isFalse();
        });
    }
}
