package io.partita.workloads.mesos.nodes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TaskProgramTests {

    private final TaskProgram program = TaskProgram.standard();

    @Test
    void theCommandReplacesTheShellAndMarksTheProcess() {
        assertThat(program.command(TaskMode.steady()))
                .isEqualTo("exec env PARTITA_TASKS=/opt/partita/tasks sh /opt/partita/tasks/task.sh 500 steady");
    }

    @Test
    void modesSayWhatTheyNeed() {
        assertThat(TaskMode.serve().words()).isEqualTo("serve 0 -");
        assertThat(TaskMode.serveUnhealthy().words()).isEqualTo("serve - -");
        assertThat(new TaskMode.Serve(Optional.of(Duration.ofSeconds(2)), Optional.of(Duration.ofSeconds(9))).words())
                .isEqualTo("serve 2000 9000");
        assertThat(new TaskMode.Exit(Duration.ofMillis(20), 3).words()).isEqualTo("exit 20 3");
        assertThat(new TaskMode.Fork(Duration.ofMillis(20), 0).words()).isEqualTo("fork 20 0");
    }

    @Test
    void nonsenseIsRefused() {
        assertThatThrownBy(() -> new TaskMode.Exit(Duration.ZERO, 256)).hasMessageContaining("from 0 to 255, not 256");
        assertThatThrownBy(() -> new TaskMode.Fork(Duration.ofMillis(-1), 0)).hasMessageContaining("after");
        assertThatThrownBy(() -> program.command(TaskMode.steady(), Duration.ZERO))
                .hasMessageContaining("10 ms");
        assertThatThrownBy(() -> new TaskProgram("/a b")).hasMessageContaining("/a b");
        assertThatThrownBy(() -> new TaskProgram("tasks")).hasMessageContaining("absolute");
    }
}
