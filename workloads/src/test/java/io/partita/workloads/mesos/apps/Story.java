package io.partita.workloads.mesos.apps;

import io.partita.checker.Budget;
import io.partita.checker.CheckResult;
import io.partita.checker.Checker;
import io.partita.checker.history.History;
import io.partita.checker.history.Op;
import io.partita.checker.history.OpType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes a history of apps: an event lasts 100 ms, process 0 works through n1, 1 through n2, 2 through n3, and the version of
 * an app is a number that grows with every change.
 */
final class Story {

    static final String APP = "/partita-app-x-0";
    static final Vias VIAS = new Vias(List.of("n1", "n2", "n3"), 3);

    private final List<Op> ops = new ArrayList<>();
    private long time;
    private int version;

    /** Nothing happens for a while. */
    Story pause(Duration time) {
        this.time += time.toNanos();
        return this;
    }

    Story create(int process, String leader, String token, long instances) {
        return change(process, Names.CREATE, leader, Map.of(Names.TOKEN, token, Names.INSTANCES, instances));
    }

    Story update(int process, String leader, String token) {
        return change(process, Names.UPDATE, leader, Map.of(Names.TOKEN, token));
    }

    Story scale(int process, String leader, long instances) {
        return change(process, Names.SCALE, leader, Map.of(Names.INSTANCES, instances));
    }

    Story delete(int process, String leader) {
        return change(process, Names.DELETE, leader, null);
    }

    private Story change(int process, String f, String leader, Map<String, Object> wanted) {
        return invoke(process, f, wanted).acknowledged(process, f, leader, wanted);
    }

    Story acknowledged(int process, String f, String leader, Map<String, Object> wanted) {
        Map<String, Object> value = new LinkedHashMap<>(wanted == null ? Map.of() : wanted);
        value.put(Names.VERSION, version(++version));
        return ok(process, f, APP, signed(leader, value));
    }

    /** What the version made by the change number {@code number}, from 1, is called. */
    static String version(int number) {
        return "2026-01-01T00:00:%02d.000Z".formatted(number);
    }

    /** A reading that shows what the change number {@code number} left. */
    Story read(int process, String leader, String token, long instances, int number) {
        return invoke(process, Names.READ, null).shows(process, leader, token, instances, number);
    }

    Story shows(int process, String leader, String token, long instances, int number) {
        return ok(process, Names.READ, APP, signed(leader, app(token, instances, number)));
    }

    Story absent(int process, String leader) {
        return invoke(process, Names.READ, null)
                .ok(process, Names.READ, APP, signed(leader, Map.of(Names.ABSENT, true)));
    }

    static Map<String, Object> app(String token, long instances, int number) {
        return Map.of(Names.TOKEN, token, Names.INSTANCES, instances, Names.VERSION, version(number));
    }

    /** A list that has the anchor and {@code apps}. */
    Story list(int process, String leader, Map<String, Object> apps) {
        Map<String, Object> all = new LinkedHashMap<>(apps);
        all.put(Names.ANCHOR, app("anchor", 0, 0));
        return listOfExactly(process, leader, all);
    }

    Story listOfExactly(int process, String leader, Map<String, Object> apps) {
        add(process, OpType.INVOKE, Names.LIST, null, null, null);
        return ok(process, Names.LIST, null, signed(leader, Map.of(Names.APPS, apps)));
    }

    Story versions(int process, String leader, Integer... numbers) {
        List<Object> names =
                List.of(numbers).stream().<Object>map(Story::version).toList();
        return invoke(process, Names.VERSIONS, null)
                .ok(process, Names.VERSIONS, APP, signed(leader, Map.of(Names.VERSIONS, names)));
    }

    private static Map<String, Object> signed(String leader, Map<String, Object> value) {
        Map<String, Object> signed = new LinkedHashMap<>(value);
        if (leader != null) {
            signed.put(Names.LEADER, leader);
        }
        return signed;
    }

    Story invoke(int process, String f, Object value) {
        return add(process, OpType.INVOKE, f, APP, value, null);
    }

    Story info(int process, String f, String error) {
        return add(process, OpType.INFO, f, APP, null, error);
    }

    Story fail(int process, String f, String error) {
        return add(process, OpType.FAIL, f, APP, null, error);
    }

    private Story ok(int process, String f, String key, Object value) {
        return add(process, OpType.OK, f, key, value, null);
    }

    Story fault(String name) {
        Map<String, Object> active =
                Map.of("id", "f1", "targets", List.of("n1"), "provenActive", true, "provenHealed", false);
        return nemesis(name, Map.of("step", 0L, "action", "inject")).nemesis(name, with(active, "step", 0L));
    }

    Story heal(String name) {
        Map<String, Object> healed =
                Map.of("id", "f1", "targets", List.of("n1"), "provenActive", true, "provenHealed", true);
        return nemesis(name, Map.of("step", 1L, "action", "recover")).nemesis(name, with(healed, "step", 1L));
    }

    Story finalPhase() {
        return nemesis("final-phase", Map.of("ready", true));
    }

    private static Map<String, Object> with(Map<String, Object> map, String key, Object value) {
        Map<String, Object> more = new LinkedHashMap<>(map);
        more.put(key, value);
        return more;
    }

    private Story nemesis(String f, Map<String, Object> value) {
        return add(Op.NEMESIS, OpType.INFO, f, null, value, null);
    }

    private Story add(int process, OpType type, String f, String key, Object value, String error) {
        time += 100_000_000;
        ops.add(new Op(ops.size(), time, process, type, f, key, value, error));
        return this;
    }

    History history() {
        return History.of(ops);
    }

    CheckResult judgedBy(Checker checker) {
        try {
            return checker.check(history(), Budget.DEFAULT);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
