package io.partita.workloads.zookeeper;

import io.partita.checker.history.History;
import io.partita.checker.history.Op;
import io.partita.checker.history.OpType;
import io.partita.workloads.Workload;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** Writes a history in one expression; an event lasts a second. */
final class Events {

    private final List<Op> ops = new ArrayList<>();

    /** Settings of a run with as many threads as nodes, at addresses that do not matter. */
    static Workload.Settings settings(int nodes) {
        Map<String, String> addresses = new LinkedHashMap<>();
        for (int i = 1; i <= nodes; i++) {
            addresses.put("n" + i, "127.0.0.1");
        }
        return new Workload.Settings(
                nodes,
                List.copyOf(addresses.keySet()).stream().sorted().toList(),
                addresses,
                OptionalInt.empty(),
                0,
                Duration.ofSeconds(10),
                Duration.ofSeconds(10),
                1,
                Map.of(),
                Optional.empty());
    }

    Events invoke(int process, String f) {
        return add(process, OpType.INVOKE, f, null);
    }

    Events ok(int process, String f, Object value) {
        return add(process, OpType.OK, f, value);
    }

    Events fail(int process, String f) {
        return add(process, OpType.FAIL, f, null);
    }

    Events info(int process, String f) {
        return add(process, OpType.INFO, f, null);
    }

    /** An operation that nobody else is concurrent with. */
    Events done(int process, String f, Object value) {
        return invoke(process, f).ok(process, f, value);
    }

    Events faultBegins(String fault) {
        return nemesis(fault, Map.of("step", 1L, "action", "inject")).nemesis(fault, outcome(1, "inject", false));
    }

    Events faultEnds(String fault) {
        return nemesis(fault, Map.of("step", 2L, "action", "recover")).nemesis(fault, outcome(2, "recover", true));
    }

    private static Map<String, Object> outcome(long step, String action, boolean healed) {
        return Map.of(
                "step",
                step,
                "action",
                action,
                "id",
                "f1",
                "targets",
                List.of("n1", "n2"),
                "description",
                "n1 | n2",
                "provenActive",
                true,
                "provenHealed",
                healed);
    }

    private Events nemesis(String fault, Map<String, Object> value) {
        return add(Op.NEMESIS, OpType.INFO, fault, value);
    }

    History history() {
        return History.of(ops);
    }

    private Events add(int process, OpType type, String f, Object value) {
        ops.add(new Op(0, ops.size() * 1_000_000_000L, process, type, f, null, value, null));
        return this;
    }
}
