package io.partita.provisioning.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Looks at a made-up machine that has everything, from which each test takes something away. */
class LxcSupportTests {

    @TempDir
    private Path root;

    @BeforeEach
    void everythingIsThere() throws IOException {
        for (String program : List.of("lxc-start", "sshd", "ssh", "ssh-keygen", "ip", "iptables", "ps")) {
            Path file = root.resolve("usr/sbin").resolve(program);
            Files.createDirectories(file.getParent());
            LocalModes.set(Files.createFile(file), 0755);
        }
        Files.createDirectories(root.resolve("usr/lib"));
        Files.createSymbolicLink(root.resolve("bin"), Path.of("usr/bin"));
        Files.createSymbolicLink(root.resolve("lib"), Path.of("usr/lib"));
        Files.createDirectories(root.resolve("proc/self/ns"));
        for (String kind : List.of("pid", "mnt", "uts", "ipc", "net")) {
            Files.createFile(root.resolve("proc/self/ns").resolve(kind));
        }
        Files.writeString(root.resolve("proc/filesystems"), "nodev\toverlay\n");
        Files.writeString(root.resolve("proc/self/mounts"), "none /sys/fs/cgroup cgroup2 rw 0 0\n");
    }

    @Test
    void aCompleteMachineLacksNothing() {
        assertThat(missing()).isEmpty();
    }

    @Test
    void anAbsentProgramIsNamedWithItsPackage() throws IOException {
        Files.delete(root.resolve("usr/sbin/lxc-start"));

        assertThat(LxcSupport.missing(root, root)).anySatisfy(missing -> {
            assertThat(missing.what()).isEqualTo("lxc-start");
            assertThat(missing.packages()).containsExactly("lxc");
            assertThat(missing.remedy()).contains("apt-get install");
        });
    }

    @Test
    void clocksOfProcessesNeedALibrary() throws IOException {
        assertThat(LxcSupport.missingForClocks(root)).singleElement().satisfies(missing -> {
            assertThat(missing.what()).isEqualTo("libfaketime");
            assertThat(missing.packages()).containsExactly("libfaketime");
        });
        Files.createDirectories(root.resolve("usr/lib/x86_64-linux-gnu/faketime"));
        Files.createFile(root.resolve("usr/lib/x86_64-linux-gnu/faketime/libfaketimeMT.so.1"));
        assertThat(LxcSupport.missingForClocks(root)).isEmpty();
    }

    @Test
    void disksOfNodesNeedLoopDevicesAndAProgramThatMakesFileSystems() throws IOException {
        assertThat(LxcSupport.missingForDisks(root))
                .extracting(LxcSupport.Missing::what)
                .containsExactly("mkfs.ext4", "loop devices");
        LocalModes.set(Files.createFile(root.resolve("usr/sbin/mkfs.ext4")), 0755);
        Files.createDirectories(root.resolve("dev"));
        Files.createFile(root.resolve("dev/loop-control"));
        assertThat(LxcSupport.missingForDisks(root)).isEmpty();
    }

    @Test
    void aUsrThatIsNotMergedIsRefused() throws IOException {
        Files.delete(root.resolve("bin"));
        Files.createDirectory(root.resolve("bin"));

        assertThat(missing()).containsExactly("merged /usr");
    }

    @Test
    void aKernelWithoutOverlayIsRefused() throws IOException {
        Files.writeString(root.resolve("proc/filesystems"), "ext4\n");

        assertThat(missing()).containsExactly("overlay file system");
    }

    @Test
    void anOverlayModuleThatIsNotLoadedYetCounts() throws IOException {
        Files.writeString(root.resolve("proc/filesystems"), "ext4\n");
        Files.createDirectories(root.resolve("proc/sys/kernel"));
        Files.writeString(root.resolve("proc/sys/kernel/osrelease"), "6.1.0\n");
        Files.createDirectories(root.resolve("usr/lib/modules/6.1.0"));
        Files.writeString(root.resolve("usr/lib/modules/6.1.0/modules.dep"), "kernel/fs/overlayfs/overlay.ko:\n");

        assertThat(missing()).isEmpty();
    }

    @Test
    void controlGroupsAreNeeded() throws IOException {
        Files.writeString(root.resolve("proc/self/mounts"), "none / ext4 rw 0 0\n");

        assertThat(missing()).containsExactly("control groups");
    }

    /** What is missing, but for what depends on who runs this test and where. */
    private List<String> missing() {
        return LxcSupport.missing(root, root).stream()
                .map(LxcSupport.Missing::what)
                .filter(what -> !what.contains("root") && !what.equals("a disk for the nodes"))
                .toList();
    }
}
