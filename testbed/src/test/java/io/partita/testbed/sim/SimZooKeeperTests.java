package io.partita.testbed.sim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.partita.testbed.runtime.ZooKeeper.Change;
import io.partita.testbed.runtime.ZooKeeper.Code;
import io.partita.testbed.runtime.ZooKeeper.Failure;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SimZooKeeperTests {

    @TempDir
    private Path directory;

    @Test
    void aTransactionChangesAllOrNothing() {
        SimZooKeeper zooKeeper = new SimWorld(1, directory).zooKeeper();
        zooKeeper.transact(List.of(new Change.Create("/a", "1"), new Change.Create("/a/b", "2")));
        assertThat(zooKeeper.get("/a/b", null).data()).isEqualTo("2");
        assertThatThrownBy(() -> zooKeeper.transact(List.of(new Change.Set("/a/b", "3", 0), new Change.Check("/a", 1))))
                .isInstanceOfSatisfying(Failure.class, e -> assertThat(e.code()).isEqualTo(Code.BAD_VERSION));
        assertThat(zooKeeper.get("/a/b", null).data()).isEqualTo("2");
        assertThatThrownBy(() -> zooKeeper.transact(List.of(new Change.Delete("/a", -1))))
                .isInstanceOfSatisfying(Failure.class, e -> assertThat(e.code()).isEqualTo(Code.NOT_EMPTY));
        zooKeeper.transact(List.of(new Change.Delete("/a/b", 0), new Change.Delete("/a", 0)));
        assertThat(zooKeeper.children("/", null)).isEmpty();
    }
}
