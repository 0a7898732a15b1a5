package io.partita.provisioning.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ContainersTests {

    @TempDir
    Path root;

    @Test
    void aGroupIsThawedAlthoughOthersInItComeAndGo() throws Exception {
        Path frozen =
                Files.writeString(Files.createDirectory(root.resolve("node")).resolve("freezer.state"), "FROZEN");
        AtomicBoolean done = new AtomicBoolean();
        CompletableFuture<Void> others = CompletableFuture.runAsync(() -> comeAndGo(done));
        try {
            for (int round = 0; round < 200; round++) {
                Files.writeString(frozen, "FROZEN");
                Containers.thaw(root);
                assertThat(frozen).hasContent("THAWED");
            }
        } finally {
            done.set(true);
            others.join();
        }
    }

    @Test
    void whatIsGoneIsThawed() {
        Containers.thaw(root.resolve("gone"));
        assertThat(root).isEmptyDirectory();
    }

    private void comeAndGo(AtomicBoolean done) {
        try {
            while (!done.get()) {
                Path group =
                        Files.createDirectories(root.resolve("other/one/two")).getParent();
                Files.delete(group.resolve("two"));
                Files.delete(group);
            }
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
