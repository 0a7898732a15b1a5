package io.partita.control.report;

import io.partita.checker.CheckResult;
import io.partita.checker.CheckResult.Anomaly;
import io.partita.checker.history.History;
import io.partita.checker.history.Op;
import io.partita.checker.history.OpType;
import io.partita.control.report.Signal.Key;
import io.partita.control.report.Signal.Line;
import io.partita.control.report.Signal.Lines;
import io.partita.control.report.Signal.Look;
import io.partita.control.report.Signal.Point;
import io.partita.control.report.Signal.Row;
import io.partita.control.report.Signal.Stretch;
import io.partita.control.report.Signal.Strips;
import io.partita.control.store.RunSummary;
import io.partita.nemesis.FaultRecord;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Everything that was watched in a run besides its operations, as far as it was watched. */
final class Signals {

    /** What the rows of servers look like. */
    static final List<Key> SERVER_LOOKS = List.of(
            new Key(Look.STRONG, "leads"), new Key(Look.GOOD, "answers"), new Key(Look.BAD, "gives no good answer"));

    private static final int MISSED_SHOWN = 12;
    private static final double MILLION = 1e6;

    private Signals() {}

    static List<Signal> of(RunSummary run, History history) {
        List<Signal> signals = new ArrayList<>();
        if (MesosSignals.isMesos(run)) {
            signals.addAll(MesosSignals.of(run, history));
        } else {
            zooKeeperServers(run, history).ifPresent(signals::add);
        }
        missed(run).ifPresent(signals::add);
        clocks(run).ifPresent(signals::add);
        return signals;
    }

    /** Who served and who led, from the answers to the operation {@code leader}. */
    private static Optional<Signal> zooKeeperServers(RunSummary run, History history) {
        StripBuilder strips = new StripBuilder();
        strips.rows(run.nodes());
        boolean asked = false;
        for (Op op : history) {
            if (!op.isNemesis()
                    && op.type() == OpType.OK
                    && op.f().equals("leader")
                    && op.value() instanceof Map<?, ?> answer
                    && answer.get("leaders") instanceof Map<?, ?> leaders) {
                asked = true;
                List<?> serving = answer.get("serving") instanceof List<?> list ? list : List.of();
                for (String node : run.nodes()) {
                    Object epoch = leaders.get(node);
                    Look look = epoch != null ? Look.STRONG : serving.contains(node) ? Look.GOOD : Look.BAD;
                    strips.see(node, op.time() / MILLION, look, epoch == null ? "" : "epoch " + epoch);
                }
            }
        }
        return asked
                ? Optional.of(new Strips(
                        "Servers and leaders",
                        "What each server answered when all were asked who leads.",
                        SERVER_LOOKS,
                        strips.build()))
                : Optional.empty();
    }

    /** Obligations that were not met, each from when it arose until it was given up. */
    private static Optional<Signal> missed(RunSummary run) {
        Map<String, List<Stretch>> rows = new LinkedHashMap<>();
        for (CheckResult result : run.checkers().values()) {
            for (Anomaly anomaly : result.anomalies()) {
                Map<String, Object> details = anomaly.details();
                if (details.get("sinceMs") instanceof Number since
                        && details.get("passedMs") instanceof Number passed) {
                    String name = String.valueOf(details.get("kind"));
                    Stretch stretch = new Stretch(
                            since.doubleValue(),
                            since.doubleValue() + passed.doubleValue(),
                            Look.BAD,
                            anomaly.headline());
                    Lanes.add(rows, name, stretch);
                }
            }
        }
        List<Row> shown = Lanes.rows(rows).stream().limit(MISSED_SHOWN).toList();
        return shown.isEmpty()
                ? Optional.empty()
                : Optional.of(new Strips(
                        "Obligations missed",
                        "From when something was owed until nobody waited for it any more.",
                        List.of(new Key(Look.BAD, "owed and not done in time")),
                        shown));
    }

    /** By how much processes' clocks were wrong, as faults measured it when they were active and when they were healed. */
    private static Optional<Signal> clocks(RunSummary run) {
        Map<String, List<Point>> lines = new LinkedHashMap<>();
        for (FaultRecord fault : run.faults()) {
            measured(fault.activeProof()).forEach((name, offset) -> {
                List<Point> points = lines.computeIfAbsent(name, clock -> new ArrayList<>(List.of(new Point(0, 0))));
                points.add(new Point(fault.activeAtMs() < 0 ? fault.injectedAtMs() : fault.activeAtMs(), offset));
            });
            measured(fault.healedProof()).forEach((name, offset) -> {
                if (fault.healedAtMs() >= 0) {
                    lines.computeIfAbsent(name, clock -> new ArrayList<>()).add(new Point(fault.healedAtMs(), offset));
                }
            });
        }
        List<Line> made = new ArrayList<>();
        lines.forEach((name, points) -> made.add(new Line(name, points)));
        return made.isEmpty()
                ? Optional.empty()
                : Optional.of(new Lines(
                        "Clock offsets",
                        "How wrong the clocks of processes were, measured when each fault was active and when it was healed.",
                        "ms",
                        made));
    }

    /** The middle of each clock's measured offset, in ms, by node, and by file where a node has several. */
    private static Map<String, Double> measured(Map<String, Object> proof) {
        Map<String, Double> offsets = new LinkedHashMap<>();
        if (proof.get("offsetsMs") instanceof Map<?, ?> byNode) {
            byNode.forEach((node, files) -> {
                if (files instanceof Map<?, ?> byFile) {
                    byFile.forEach((file, bounds) -> middle(bounds)
                            .ifPresent(middle -> offsets.put(
                                    node + (byFile.size() == 1 ? "" : " " + lastPart(String.valueOf(file))), middle)));
                }
            });
        }
        return offsets;
    }

    private static Optional<Double> middle(Object bounds) {
        return bounds instanceof List<?> list
                        && list.size() == 2
                        && Stream.of(list.get(0), list.get(1)).allMatch(Number.class::isInstance)
                ? Optional.of((((Number) list.get(0)).doubleValue() + ((Number) list.get(1)).doubleValue()) / 2)
                : Optional.empty();
    }

    private static String lastPart(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }
}
