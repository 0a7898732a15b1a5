package io.partita.workloads.mesos.observe;

import io.partita.checker.history.History;
import io.partita.checker.history.OpType;
import io.partita.workloads.mesos.nodes.LedgerEntry;
import io.partita.workloads.mesos.nodes.NodeTasks;
import io.partita.workloads.mesos.nodes.TaskLedger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * What a history's observations showed, each kind in the order in which they ended. Reads the history when asked, and is
 * immutable.
 */
public final class Observations {

    private static final long NEVER = -Duration.ofDays(365).toNanos();

    private final History history;

    private Observations(History history) {
        this.history = history;
    }

    public static Observations of(History history) {
        return new Observations(history);
    }

    /** What all masters said, by node. */
    public List<Sample<Map<String, MasterView>>> masters() {
        return samples(Observer.MASTERS, Observations::mastersIn);
    }

    /** What all Marathons said of themselves, by node. */
    public List<Sample<Map<String, MarathonView>>> marathons() {
        return samples(Observer.MARATHONS, Observations::marathonsIn);
    }

    /** What Marathons said about apps. */
    public List<Sample<AppsView>> apps() {
        return samples(Observer.APPS, Observations::appsIn);
    }

    /** What ran on the nodes. */
    public List<Sample<NodeTasks>> processes() {
        return samples(Observer.PROCESSES, NodeTasks::fromJson);
    }

    /** What tasks wrote about themselves, as it was collected last. */
    public Optional<Sample<TaskLedger>> ledger() {
        return ledgers().stream().reduce((before, last) -> last);
    }

    /** What tasks wrote about themselves, as far as it was ever collected. */
    public List<LedgerEntry> written() {
        return ledgers().stream()
                .map(Sample::value)
                .reduce(TaskLedger::and)
                .map(TaskLedger::entries)
                .orElse(List.of());
    }

    /**
     * Up to when what the tasks on {@code nodes} wrote is known of all: when it was collected last on the one where that is
     * longest ago, ns. Long before the run where it never was, or some of it could not be placed in time.
     */
    public long ledgerOf(List<String> nodes) {
        Map<String, Long> collected = new LinkedHashMap<>();
        ledgers()
                .forEach(sample -> sample.value()
                        .nodes()
                        .forEach((node, reading) -> reading.value()
                                .filter(found -> found.unplaced() == 0)
                                .ifPresent(found -> collected.put(node, sample.from()))));
        return nodes.stream()
                .mapToLong(node -> collected.getOrDefault(node, NEVER))
                .min()
                .orElse(NEVER);
    }

    private List<Sample<TaskLedger>> ledgers() {
        return samples(Observer.LEDGER, TaskLedger::fromJson);
    }

    /** What all masters said, by node, read from the value of one observation. */
    public static Map<String, MasterView> mastersIn(Object value) {
        return byNode(value, MasterView::fromJson);
    }

    /** What all Marathons said of themselves, by node, read from the value of one observation. */
    public static Map<String, MarathonView> marathonsIn(Object value) {
        return byNode(value, MarathonView::fromJson);
    }

    /** What a Marathon said about apps, read from the value of one observation. */
    public static AppsView appsIn(Object value) {
        return AppsView.fromJson(Json.object(value));
    }

    private static <T> Map<String, T> byNode(Object value, NodeParser<T> parser) {
        Map<String, T> views = new LinkedHashMap<>();
        Json.object(value).forEach((node, json) -> views.put(node, parser.parse(node, Json.object(json))));
        return views;
    }

    private interface NodeParser<T> {
        T parse(String node, Map<String, Object> json);
    }

    /** The successful operations of {@code function}, each with what {@code parser} makes of its value. */
    public <T> List<Sample<T>> samples(String function, Function<Object, T> parser) {
        List<Sample<T>> samples = new ArrayList<>();
        for (int i = 0; i < history.size(); i++) {
            if (history.type(i) == OpType.OK && history.f(i).equals(function)) {
                int begun = history.invocationOf(i);
                samples.add(
                        new Sample<>(history.time(begun), history.time(i), begun, i, parser.apply(history.value(i))));
            }
        }
        return samples;
    }
}
