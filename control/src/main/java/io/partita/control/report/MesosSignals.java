package io.partita.control.report;

import io.partita.checker.history.History;
import io.partita.checker.history.Op;
import io.partita.checker.history.OpType;
import io.partita.control.report.Signal.Key;
import io.partita.control.report.Signal.Line;
import io.partita.control.report.Signal.Lines;
import io.partita.control.report.Signal.Look;
import io.partita.control.report.Signal.Row;
import io.partita.control.report.Signal.Strips;
import io.partita.control.store.RunSummary;
import io.partita.workloads.mesos.observe.ClusterState.Agent;
import io.partita.workloads.mesos.observe.MarathonView;
import io.partita.workloads.mesos.observe.MasterView;
import io.partita.workloads.mesos.observe.Observations;
import io.partita.workloads.mesos.observe.Observer;
import io.partita.workloads.mesos.observe.Sample;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What observers of Mesos and Marathon saw: servers and leaders, registered agents, instances, restarts. In these runs a
 * client asks any server, so nothing is told by the node of a client's thread.
 */
final class MesosSignals {

    private static final double MILLION = 1e6;

    private final History history;
    private final Observations observations;

    private MesosSignals(History history) {
        this.history = history;
        this.observations = Observations.of(history);
    }

    /** Whether a run's workload is one of those that observe Mesos and Marathon. */
    static boolean isMesos(RunSummary run) {
        return isMesos(run.workload());
    }

    static boolean isMesos(String workload) {
        return workload.startsWith("mesos-") || workload.startsWith("marathon-");
    }

    static List<Signal> of(RunSummary run, History history) {
        MesosSignals mesos = new MesosSignals(history);
        List<Signal> signals = new ArrayList<>();
        mesos.servers(run).ifPresent(signals::add);
        mesos.agents(run).ifPresent(signals::add);
        List<Line> instances = Instances.of(mesos.observations);
        if (!instances.isEmpty()) {
            signals.add(new Lines(
                    "Instances",
                    "How many each app was to have (solid), how many Marathon reported as running (dashed), and how many"
                            + " processes of it ran on the nodes (dotted).",
                    "",
                    instances));
        }
        Restarts.of(history).ifPresent(signals::add);
        return signals;
    }

    /** The rows of servers and what they answered, for {@link Availability} too. */
    static List<Row> serverRows(History history) {
        return new MesosSignals(history).rowsOfServers();
    }

    private Optional<Signal> servers(RunSummary run) {
        List<Row> rows = rowsOfServers();
        return rows.isEmpty()
                ? Optional.empty()
                : Optional.of(new Strips(
                        "Servers and leaders",
                        "What masters and Marathons answered when they were asked for their state, and whether lists of"
                                + " apps could be had from them.",
                        Signals.SERVER_LOOKS,
                        rows));
    }

    private List<Row> rowsOfServers() {
        StripBuilder strips = new StripBuilder();
        for (Sample<Map<String, MasterView>> sample : observations.masters()) {
            sample.value()
                    .forEach((node, view) -> strips.see(
                            "master " + node,
                            sample.to() / MILLION,
                            look(view.leads(), view.status(), view.leader() != null),
                            view.leads() ? "" : told(view.error(), view.leader())));
        }
        for (Sample<Map<String, MarathonView>> sample : observations.marathons()) {
            sample.value()
                    .forEach((node, view) -> strips.see(
                            "marathon " + node,
                            sample.to() / MILLION,
                            look(view.leads(), view.status(), view.leader() != null),
                            view.leads() ? "" : told(view.error(), view.leader())));
        }
        lists(strips);
        return strips.build();
    }

    /** Whether the server of a node gave the list of apps, by the operations that asked it. */
    private void lists(StripBuilder strips) {
        for (int i = 0; i < history.size(); i++) {
            Op op = history.op(i);
            if (op.type() == OpType.INVOKE || op.isNemesis() || !op.f().equals(Observer.APPS)) {
                continue;
            }
            int begun = history.invocationOf(i);
            if (begun >= 0 && history.value(begun) instanceof String node) {
                boolean good = op.type() == OpType.OK;
                strips.see("apps at " + node, op.time() / MILLION, good ? Look.GOOD : Look.BAD, good ? "" : op.error());
            }
        }
    }

    /** One that does not lead does its part if it knows who does. */
    private static Look look(boolean leads, int status, boolean namesLeader) {
        if (leads) {
            return Look.STRONG;
        }
        return status > 0 && namesLeader ? Look.GOOD : Look.BAD;
    }

    private static String told(String error, String leader) {
        return leader != null ? "follows " + leader : error == null ? "names no leader" : error;
    }

    /** Which agents the leading master held for registered; nothing is known while none leads, or several do. */
    private Optional<Signal> agents(RunSummary run) {
        StripBuilder strips = new StripBuilder();
        strips.rows(run.nodes());
        boolean known = false;
        for (Sample<Map<String, MasterView>> sample : observations.masters()) {
            double at = sample.to() / MILLION;
            List<MasterView> leading =
                    sample.value().values().stream().filter(MasterView::leads).toList();
            boolean one = leading.size() == 1 && leading.get(0).state().isPresent();
            known |= one;
            for (String node : run.nodes()) {
                if (one) {
                    Agent agent = leading.get(0).state().orElseThrow().agents().get(node);
                    Look look = agent == null ? Look.BAD : agent.active() ? Look.GOOD : Look.DOUBT;
                    strips.see(node, at, look, agent == null ? "" : agent.id());
                } else {
                    strips.lose(node, at);
                }
            }
        }
        return known
                ? Optional.of(new Strips(
                        "Agents registered",
                        "By the account of the leading master; gaps where not exactly one led.",
                        List.of(
                                new Key(Look.GOOD, "registered"),
                                new Key(Look.DOUBT, "registered, not connected"),
                                new Key(Look.BAD, "not registered")),
                        strips.build()))
                : Optional.empty();
    }
}
