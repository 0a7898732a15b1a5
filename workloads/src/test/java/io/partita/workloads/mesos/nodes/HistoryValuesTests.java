package io.partita.workloads.mesos.nodes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.partita.workloads.mesos.nodes.NodeReading.Read;
import io.partita.workloads.mesos.nodes.NodeReading.Unreadable;
import io.partita.workloads.mesos.nodes.TaskProcess.Kind;
import io.partita.workloads.mesos.nodes.TaskProcess.State;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class HistoryValuesTests {

    private static final TaskProcess MAIN = new TaskProcess("web.1", "/web", 7, 100, Kind.MAIN, State.STOPPED);
    private static final TaskProcess STRAY = new TaskProcess("web.0", "/web", 5, 50, Kind.STRAY, State.RUNNING);
    private static final LedgerEntry KILLED =
            new LedgerEntry("web.1", "/web", "v1", "n2", OptionalInt.of(31000), 7, -5, 10, Optional.empty(), 3);
    private static final LedgerEntry STOPPED = new LedgerEntry(
            "web.2", "", "", "n2", OptionalInt.empty(), 8, 1, 2, Optional.of(new LedgerEntry.End(2, "TERM")), 3);

    private static NodeTasks tasks() {
        var nodes = new LinkedHashMap<String, NodeReading<NodeTasks.OnNode>>();
        nodes.put("n3", new Unreadable<>("n3: no answer"));
        nodes.put("n1", new Read<>(new NodeTasks.OnNode(List.of(STRAY, MAIN), 2)));
        nodes.put("n2", new Read<>(new NodeTasks.OnNode(List.of(), 0)));
        return new NodeTasks(nodes);
    }

    private static TaskLedger ledger() {
        var nodes = new LinkedHashMap<String, NodeReading<TaskLedger.OnNode>>();
        nodes.put("n2", new Read<>(new TaskLedger.OnNode(List.of(KILLED, STOPPED), 1, 2)));
        nodes.put("n1", new Unreadable<>("n1: no answer"));
        return new TaskLedger(nodes);
    }

    /** What a history accepts, and nothing else. */
    private static void assertIsHistoryValue(Object value) {
        if (value instanceof Map<?, ?> map) {
            map.keySet().forEach(name -> assertThat(name).isInstanceOf(String.class));
            map.values().forEach(HistoryValuesTests::assertIsHistoryValue);
        } else if (value instanceof List<?> list) {
            list.forEach(HistoryValuesTests::assertIsHistoryValue);
        } else if (value != null) {
            assertThat(value).isInstanceOfAny(String.class, Long.class, Double.class, Boolean.class);
        }
    }

    @Test
    void aListingComesBackAsItWas() {
        assertIsHistoryValue(tasks().toJson());
        assertThat(NodeTasks.fromJson(tasks().toJson())).isEqualTo(tasks());
    }

    @Test
    void aLedgerComesBackAsItWas() {
        assertIsHistoryValue(ledger().toJson());
        assertThat(TaskLedger.fromJson(ledger().toJson())).isEqualTo(ledger());
    }

    @Test
    void anUnreadableNodeIsNotAnEmptyOne() {
        assertThat(tasks().live()).isEqualTo(Map.of("n1", List.of(MAIN), "n2", List.of()));
        assertThat(tasks().strays()).isEqualTo(Map.of("n1", List.of(STRAY), "n2", List.of()));
        assertThat(tasks().unreadable()).containsExactly("n3");
        assertThat(ledger().unreadable()).containsExactly("n1");
        assertThat(ledger().entries()).containsExactly(KILLED, STOPPED);
    }

    @Test
    void whatIsNoListingIsRefusedWithItsPlace() {
        assertThatThrownBy(() -> NodeTasks.fromJson(List.of())).hasMessage("nodes: an object expected, but it is []");
        assertThatThrownBy(() -> NodeTasks.fromJson(Map.of("n1", Map.of("zombies", 0L))))
                .hasMessage("n1.processes: a list expected, but it is missing");
        assertThatThrownBy(() -> NodeTasks.fromJson(
                        Map.of("n1", Map.of("processes", List.of(List.of("web.1", "/web")), "zombies", 0L))))
                .hasMessage("n1.processes[0]: at least 6 values expected, but it is [web.1, /web]");
        assertThatThrownBy(() -> NodeTasks.fromJson(Map.of(
                        "n1",
                        Map.of(
                                "processes",
                                List.of(List.of("web.1", "/web", 1L, 2L, "boss", "running")),
                                "zombies",
                                0L))))
                .hasMessageStartingWith("n1.processes[0][4]: one of [MAIN, CHILD, STRAY] in small letters expected");
    }
}
