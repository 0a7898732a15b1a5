package io.partita.workloads.mesos.nodes;

import static org.assertj.core.api.Assertions.assertThat;

import io.partita.workloads.mesos.nodes.TaskProcess.Kind;
import io.partita.workloads.mesos.nodes.TaskProcess.State;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProcessTableTests {

    private final Proc proc = new Proc().process(1, 0, 5, 'S', "sshd").process(40, 1, 90, 'S', "java");

    private static TaskProcess running(String task, long pid, long start, Kind kind) {
        return new TaskProcess(task, "/web", pid, start, kind, State.RUNNING);
    }

    @Test
    void theTopmostProcessOfATaskIsTheTask() {
        proc.task(100, 40, 1000, "web.1").task(101, 100, 1001, "web.1").task(102, 101, 1002, "web.1");
        assertThat(proc.read().processes())
                .containsExactly(
                        running("web.1", 100, 1000, Kind.MAIN),
                        running("web.1", 101, 1001, Kind.CHILD),
                        running("web.1", 102, 1002, Kind.CHILD));
    }

    @Test
    void aTaskThatLostItsExecutorLives() {
        proc.task(100, 1, 1000, "web.1");
        assertThat(proc.read().processes()).containsExactly(running("web.1", 100, 1000, Kind.MAIN));
    }

    @Test
    void whatAProgramOfOursLeftBehindIsNoTask() {
        proc.task(105, 1, 1005, "web.1").environment("PARTITA_TASK_PART=left");
        assertThat(proc.read().processes()).containsExactly(running("web.1", 105, 1005, Kind.STRAY));
    }

    @Test
    void whatWillBeLeftBehindIsAChildWhileTheTaskLives() {
        proc.task(100, 40, 1000, "web.1").task(105, 1, 1005, "web.1").environment("PARTITA_TASK_PART=left");
        assertThat(proc.read().processes())
                .containsExactly(running("web.1", 100, 1000, Kind.MAIN), running("web.1", 105, 1005, Kind.CHILD));
    }

    @Test
    void aChildOfAStrayIsAStray() {
        proc.task(105, 1, 1005, "web.1").environment("PARTITA_TASK_PART=left").task(106, 105, 1006, "web.1");
        assertThat(proc.read().processes()).extracting(TaskProcess::kind).containsOnly(Kind.STRAY);
    }

    @Test
    void ofTwoThatHaveNoParentTheOlderIsTheTaskWhateverTheirNumbers() {
        proc.task(100, 1, 2000, "web.1").task(300, 40, 1000, "web.1");
        assertThat(proc.read().processes())
                .containsExactly(running("web.1", 100, 2000, Kind.CHILD), running("web.1", 300, 1000, Kind.MAIN));
    }

    @Test
    void pausesAreNotListedAndKillable() {
        proc.task(100, 40, 1000, "web.1").task(101, 100, 1001, "web.1").environment("PARTITA_TASK_PART=pause");
        assertThat(proc.read().processes()).extracting(TaskProcess::pid).containsExactly(100L);
        assertThat(ProcessTable.parse(proc.text()).of("web.1"))
                .extracting(ProcessTable.Row::pid)
                .containsExactly(100L, 101L);
    }

    @Test
    void theTestbedsExecutorIsNotTheTask() {
        proc.task(90, 1, 900, "web.1").environment("PARTITA_EXECUTOR=c-1").task(100, 90, 1000, "web.1");
        assertThat(proc.read().processes()).containsExactly(running("web.1", 100, 1000, Kind.MAIN));
    }

    @Test
    void mesosExecutorAndTheShellAroundItAreNotTheTask() {
        proc.task(88, 1, 880, "web.1")
                .arguments("/usr/libexec/mesos/mesos-containerizer", "launch")
                .task(89, 88, 890, "web.1")
                .arguments("sh", "-c", "/usr/libexec/mesos/mesos-executor --launcher_dir=/usr")
                .task(90, 89, 900, "web.1")
                .arguments("mesos-executor", "--launcher_dir=/usr/libexec/mesos", "--sandbox_directory=/tmp")
                .task(100, 90, 1000, "web.1")
                .arguments("sh", "-c", "exec env A=b sh /opt/mesos-executor.sh");
        assertThat(proc.read().processes()).containsExactly(running("web.1", 100, 1000, Kind.MAIN));
    }

    @Test
    void whereMesosDoesNotSetTheTaskItIsTheExecutorsName() {
        proc.process(100, 40, 1000, 'S', "sh").environment("MESOS_EXECUTOR_ID=web.1");
        assertThat(proc.read().processes())
                .containsExactly(new TaskProcess("web.1", "", 100, 1000, Kind.MAIN, State.RUNNING));
    }

    @Test
    void aStoppedTaskLives() {
        proc.process(100, 40, 1000, 'T', "sh").environment("MESOS_TASK_ID=web.1");
        assertThat(proc.read().processes())
                .containsExactly(new TaskProcess("web.1", "", 100, 1000, Kind.MAIN, State.STOPPED));
    }

    @Test
    void zombiesAreCountedAndBelongToNoTask() {
        proc.process(100, 40, 1000, 'Z', "sh").process(101, 40, 1000, 'Z', "sleep");
        assertThat(proc.read()).isEqualTo(new NodeTasks.OnNode(List.of(), 2));
    }

    @Test
    void twoProcessesOfTwoTasksAreTwoTasks() {
        proc.task(100, 40, 1000, "web.1").task(200, 100, 1000, "web.2");
        assertThat(proc.read().processes()).extracting(TaskProcess::kind).containsOnly(Kind.MAIN);
    }

    @Test
    void namesMayHoldAnything() {
        proc.process(100, 40, 1000, 'S', "a) Z 1\n7 (b)").environment("MESOS_TASK_ID=web.1");
        assertThat(proc.read())
                .isEqualTo(new NodeTasks.OnNode(
                        List.of(new TaskProcess("web.1", "", 100, 1000, Kind.MAIN, State.RUNNING)), 0));
    }

    @Test
    void theFirstValueOfAVariableCountsAsForTheProcessItself() {
        proc.task(100, 40, 1000, "web.1").environment("MESOS_TASK_ID=web.2");
        assertThat(proc.read().processes()).extracting(TaskProcess::task).containsExactly("web.1");
    }

    @Test
    void whatCannotBeUnderstoodIsLeftOut() {
        String garbage = "x\0\uFFFD\uFFFD/environ:\0" + "7/environ:MESOS_TASK_ID\0" + "8/stat:8 (half) S 1 2\n\0"
                + "9/stat:" + "\0" + "99999999999999/stat:1 (a) S 1\0" + "\n\0";
        proc.task(100, 40, 1000, "web.1");
        assertThat(ProcessTable.parse(garbage + proc.text()).tasks().processes())
                .hasSize(1);
        assertThat(ProcessTable.parse("").tasks().processes()).isEmpty();
    }

    @Test
    void aProcessThatEndedBetweenTheLooksIsLeftOut() {
        String listing = "100/environ:MESOS_TASK_ID=web.1\0";
        assertThat(ProcessTable.parse(listing).tasks().processes()).isEmpty();
    }
}
