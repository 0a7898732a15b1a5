package io.partita.testbed.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.partita.testbed.messages.TaskState;
import io.partita.testbed.messages.TaskStatus;
import org.junit.jupiter.api.Test;

class UpdateStreamTests {

    private final UpdateStream stream = new UpdateStream();

    private static TaskStatus status(TaskState state, String uuid) {
        return new TaskStatus("t1", state, "", "SOURCE_EXECUTOR", null, "S0", 1, uuid, "c1", "10.0.0.21", 7);
    }

    @Test
    void givesTheOldestThatWasNotAcknowledged() {
        stream.add(status(TaskState.TASK_STARTING, "1"));
        stream.add(status(TaskState.TASK_RUNNING, "2"));
        assertThat(stream.head().orElseThrow().uuid()).isEqualTo("1");
        assertThat(stream.acknowledge("1")).isTrue();
        assertThat(stream.head().orElseThrow().uuid()).isEqualTo("2");
    }

    @Test
    void takesNothingTwice() {
        assertThat(stream.add(status(TaskState.TASK_RUNNING, "1"))).isTrue();
        assertThat(stream.add(status(TaskState.TASK_RUNNING, "1"))).isFalse();
        stream.acknowledge("1");
        assertThat(stream.add(status(TaskState.TASK_RUNNING, "1"))).isFalse();
        assertThat(stream.head()).isEmpty();
    }

    @Test
    void passesOverAnAcknowledgementOfAnythingButTheHead() {
        stream.add(status(TaskState.TASK_STARTING, "1"));
        stream.add(status(TaskState.TASK_RUNNING, "2"));
        assertThat(stream.acknowledge("2")).isFalse();
        assertThat(stream.acknowledge("?")).isFalse();
        assertThat(stream.head().orElseThrow().uuid()).isEqualTo("1");
    }

    @Test
    void hasEndedWithTheTerminalUpdateAndIsOverWithItsAcknowledgement() {
        stream.add(status(TaskState.TASK_FINISHED, "1"));
        assertThat(stream.hasEnded()).isTrue();
        assertThat(stream.isOver()).isFalse();
        assertThat(stream.add(status(TaskState.TASK_FAILED, "2"))).isFalse();
        stream.acknowledge("1");
        assertThat(stream.isOver()).isTrue();
    }
}
