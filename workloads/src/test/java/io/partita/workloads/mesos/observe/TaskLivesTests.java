package io.partita.workloads.mesos.observe;

import static org.assertj.core.api.Assertions.assertThat;

import io.partita.checker.history.History;
import io.partita.checker.history.HistoryBuilder;
import io.partita.checker.history.Op;
import io.partita.checker.history.OpType;
import io.partita.workloads.mesos.TaskKills;
import io.partita.workloads.mesos.nodes.LedgerEntry;
import io.partita.workloads.mesos.nodes.NodeReading;
import io.partita.workloads.mesos.nodes.NodeTasks;
import io.partita.workloads.mesos.nodes.TaskLedger;
import io.partita.workloads.mesos.nodes.TaskProcess;
import io.partita.workloads.mesos.observe.TaskLife.Cause;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class TaskLivesTests {

    private static final long MS = 1_000_000;

    private final HistoryBuilder history = History.builder();

    private TaskLivesTests did(long fromMs, long toMs, String function, Object value) {
        history.add(new Op(0, fromMs * MS, 0, OpType.INVOKE, function, null, null, null));
        history.add(new Op(0, toMs * MS, 0, OpType.OK, function, null, value, null));
        return this;
    }

    /** A look at n1 (and n2, which cannot be read) that finds these processes of tasks {@code web.PID}. */
    private TaskLivesTests seen(long fromMs, long toMs, long... pids) {
        List<TaskProcess> processes = java.util.Arrays.stream(pids)
                .mapToObj(pid ->
                        new TaskProcess("web." + pid, "/web", pid, 7, TaskProcess.Kind.MAIN, TaskProcess.State.RUNNING))
                .toList();
        Map<String, NodeReading<NodeTasks.OnNode>> nodes = new LinkedHashMap<>();
        nodes.put("n1", new NodeReading.Read<>(new NodeTasks.OnNode(processes, 0)));
        nodes.put("n2", new NodeReading.Unreadable<>("n2: gone"));
        return did(fromMs, toMs, Observer.PROCESSES, new NodeTasks(nodes).toJson());
    }

    private TaskLivesTests wrote(long pid, long startMs, long lastBeatMs, LedgerEntry.End end) {
        var entry = new LedgerEntry(
                "web." + pid,
                "/web",
                "v1",
                "n1",
                OptionalInt.of(31000),
                pid,
                startMs * MS,
                lastBeatMs * MS,
                Optional.ofNullable(end),
                MS);
        return did(
                9_000,
                9_001,
                Observer.LEDGER,
                new TaskLedger(Map.of("n1", new NodeReading.Read<>(new TaskLedger.OnNode(List.of(entry), 0, 0))))
                        .toJson());
    }

    private TaskLife only() {
        List<TaskLife> lives = TaskLives.of(history.build());
        assertThat(lives).hasSize(1);
        return lives.get(0);
    }

    @Test
    void aTaskThatIsSeenToTheEndHasNoEnd() {
        TaskLife life = seen(10, 20, 5).seen(510, 520, 5).only();
        assertThat(life.end()).isEmpty();
        assertThat(life.start()).isEqualTo(20 * MS);
        assertThat(life.lastSeen()).isEqualTo(510 * MS);
    }

    @Test
    void aTaskThatIsNoLongerThereIsOverWhenThatWasSeen() {
        TaskLife life = seen(10, 20, 5).seen(510, 520).only();
        assertThat(life.end().orElseThrow().time()).isEqualTo(520 * MS);
        assertThat(life.end().orElseThrow().cause()).isEqualTo(Cause.VANISHED);
    }

    @Test
    void aTaskThatWasKilledIsOverWhenTheKillingEnded() {
        TaskLife life = seen(10, 20, 5)
                .did(
                        100,
                        130,
                        TaskKills.KILL,
                        Map.of("node", "n1", "task", "web.5", "app", "/web", "pid", 5L, "pids", List.of(5L, 6L)))
                .seen(510, 520)
                .only();
        assertThat(life.end().orElseThrow().time()).isEqualTo(130 * MS);
        assertThat(life.end().orElseThrow().cause()).isEqualTo(Cause.STRUCK);
    }

    @Test
    void whatATaskWroteCountsMoreThanWhatWasSeen() {
        TaskLife life = seen(400, 420, 5)
                .seen(900, 920)
                .wrote(5, 350, 700, new LedgerEntry.End(801 * MS, "TERM"))
                .only();
        assertThat(life.start()).isEqualTo(350 * MS);
        assertThat(life.end().orElseThrow().time()).isEqualTo(801 * MS);
        assertThat(life.end().orElseThrow().cause()).isEqualTo(Cause.TOLD);
        assertThat(life.lastSeen()).isEqualTo(700 * MS);
        assertThat(life.port()).hasValue(31000);
    }

    @Test
    void aTaskThatExitsByItselfIsToldFromOneThatIsToldTo() {
        TaskLife life = wrote(5, 350, 700, new LedgerEntry.End(801 * MS, "1")).only();
        assertThat(life.end().orElseThrow().cause()).isEqualTo(Cause.EXITED);
        assertThat(life.end().orElseThrow().how()).isEqualTo("1");
    }

    @Test
    void aTaskThatWasShortEnoughNeverToBeSeenIsKnownFromWhatItWrote() {
        assertThat(seen(10, 20)
                        .wrote(5, 350, 360, null)
                        .seen(500, 510)
                        .only()
                        .end()
                        .orElseThrow()
                        .cause())
                .isEqualTo(Cause.VANISHED);
    }

    @Test
    void aNodeThatCannotBeReadProvesNothing() {
        seen(10, 20, 5);
        did(
                510,
                520,
                Observer.PROCESSES,
                new NodeTasks(Map.of("n1", new NodeReading.Unreadable<>("n1: no answer"))).toJson());
        assertThat(only().end()).isEmpty();
    }
}
