package io.partita.control.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ThreadRoomTests {

    @TempDir
    Path root;

    private void file(String path, String content) throws IOException {
        Path file = root.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, content + "\n");
    }

    @Test
    void theTightestLimitCounts() throws Exception {
        file("proc/sys/kernel/threads-max", "10000");
        file("proc/loadavg", "0.10 0.20 0.30 2/700 4711");
        file("proc/self/cgroup", "0::/work/unit");
        file("sys/fs/cgroup/work/unit/pids.max", "max");
        file("sys/fs/cgroup/work/pids.max", "1000");
        file("sys/fs/cgroup/work/pids.current", "300");

        ThreadRoom room = ThreadRoom.below(root);

        assertThat(room.left()).isEqualTo(700);
        assertThat(room.refuse(636)).isEmpty();
        assertThat(room.refuse(637))
                .hasValueSatisfying(problem -> assertThat(problem.toString())
                        .contains(
                                "--concurrency 637 takes as many threads and 64 others, but there is room for 700 more")
                        .contains("work/pids.max: 1000, of which 300 are in use")
                        .contains("Give at most 636"));
    }

    @Test
    void theKernelCountsAllThreads() throws Exception {
        file("proc/sys/kernel/threads-max", "900");
        file("proc/loadavg", "0.10 0.20 0.30 2/700 4711");

        assertThat(ThreadRoom.below(root).left()).isEqualTo(200);
    }

    @Test
    void whereNothingIsSaidThereIsRoom() {
        assertThat(ThreadRoom.below(root).refuse(4096)).isEmpty();
    }

    @Test
    void thisMachineHasRoomForAThread() {
        assertThat(ThreadRoom.here().left()).isPositive();
    }
}
