package io.partita.provisioning.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClusterLockTests {

    @TempDir
    private Path home;

    @Test
    void aSecondRunOfThisProcessIsToldWhoHoldsTheCluster() {
        try (ClusterLock held = acquire("run-1")) {
            assertThat(held).isNotNull();
            ClusterLock.Holder holder = holder("run-2");

            assertThat(holder.purpose()).isEqualTo("run-1");
            assertThat(holder.pid()).isEqualTo(ProcessHandle.current().pid());
        }
    }

    @Test
    void anotherProcessHoldsTheClusterAsLongAsItLives() throws Exception {
        Process child = Child.start("lock", directory().toString(), "its run");
        try {
            assertThat(child.inputReader().readLine()).isEqualTo("acquired");

            assertThat(holder("ours").purpose()).isEqualTo("its run");
            assertThat(holder("ours").pid()).isEqualTo(child.pid());
        } finally {
            child.destroyForcibly().waitFor();
        }

        acquire("ours").close();
    }

    @Test
    void beingRefusedTakesNothingFromTheHolder() throws Exception {
        try (ClusterLock held = acquire("first")) {
            assertThat(held).isNotNull();
            holder("second");

            Process child = Child.start("lock", directory().toString(), "third");
            try {
                assertThat(child.inputReader().readLine()).isEqualTo("refused");
            } finally {
                child.destroyForcibly().waitFor();
            }
        }
    }

    @Test
    void aReleasedClusterCanBeTakenAgainAndNoFileStays() throws Exception {
        acquire("first").close();
        acquire("second").close();

        try (var files = Files.list(home)) {
            assertThat(files).isEmpty();
        }
    }

    @Test
    void whoWaitsForTheLockGetsItWhenItsFileIsDeletedUnderHim() throws Exception {
        ClusterLock first = acquire("first");
        Process child = Child.start("lock", directory().toString(), "refused");
        try {
            assertThat(child.inputReader().readLine()).isEqualTo("refused");
        } finally {
            child.destroyForcibly().waitFor();
        }
        first.close();
        assertThat(Waiting.until(Duration.ofSeconds(5), Duration.ofMillis(5), () -> {
                    ClusterLock.Attempt attempt = ClusterLock.tryAcquire(directory(), "next");
                    if (attempt instanceof ClusterLock.Acquired acquired) {
                        acquired.lock().close();
                    }
                    return attempt instanceof ClusterLock.Acquired;
                }))
                .isTrue();
    }

    @Test
    void twoClustersAreLockedIndependently() {
        try (ClusterLock one = acquire("one")) {
            assertThat(one).isNotNull();
            assertThat(ClusterLock.tryAcquire(home.resolve("other"), "two"))
                    .isInstanceOfSatisfying(
                            ClusterLock.Acquired.class, other -> other.lock().close());
        }
    }

    private Path directory() {
        return home.resolve("cluster");
    }

    private ClusterLock acquire(String run) {
        return ((ClusterLock.Acquired) ClusterLock.tryAcquire(directory(), run)).lock();
    }

    private ClusterLock.Holder holder(String run) {
        return ((ClusterLock.HeldBy) ClusterLock.tryAcquire(directory(), run)).holder();
    }
}
