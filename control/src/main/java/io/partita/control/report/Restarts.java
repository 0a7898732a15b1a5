package io.partita.control.report;

import io.partita.checker.history.History;
import io.partita.control.report.Signal.Key;
import io.partita.control.report.Signal.Look;
import io.partita.control.report.Signal.Row;
import io.partita.control.report.Signal.Stretch;
import io.partita.control.report.Signal.Strips;
import io.partita.workloads.mesos.observe.TaskLife;
import io.partita.workloads.mesos.observe.TaskLife.Cause;
import io.partita.workloads.mesos.observe.TaskLives;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * From each death of a task to the next start of a task of its app: the longest wait first served. Which task replaces
 * which nobody says, so this is a picture and not the judgement. Deaths that were ordered, by a signal, need no replacement.
 */
final class Restarts {

    private static final int ROWS_SHOWN = 24;
    private static final double MILLION = 1e6;

    /** A task's end or a task's start. */
    private record Change(double atMs, TaskLife life, boolean start) {}

    private Restarts() {}

    static Optional<Signal> of(History history) {
        Map<String, List<Change>> byApp = new LinkedHashMap<>();
        double end = history.size() == 0 ? 0 : history.time(history.size() - 1) / MILLION;
        for (TaskLife life : TaskLives.of(history)) {
            List<Change> changes = byApp.computeIfAbsent(life.app(), app -> new ArrayList<>());
            changes.add(new Change(life.start() / MILLION, life, true));
            life.end()
                    .filter(last -> last.cause() != Cause.TOLD)
                    .ifPresent(last -> changes.add(new Change(last.time() / MILLION, life, false)));
        }
        Map<String, List<Stretch>> waits = new LinkedHashMap<>();
        byApp.forEach((app, changes) -> waits(waits, app, changes, end));
        List<Row> rows = Lanes.rows(waits).stream().limit(ROWS_SHOWN).toList();
        return rows.isEmpty()
                ? Optional.empty()
                : Optional.of(new Strips(
                        "Restarts",
                        "From a task's death to the next start of a task of its app.",
                        List.of(
                                new Key(Look.STRONG, "killed by us"),
                                new Key(Look.GOOD, "ended by itself"),
                                new Key(Look.DOUBT, "vanished"),
                                new Key(Look.BAD, "not replaced")),
                        rows));
    }

    private static void waits(Map<String, List<Stretch>> waits, String app, List<Change> changes, double end) {
        changes.sort(Comparator.comparingDouble(Change::atMs));
        Deque<Change> deaths = new ArrayDeque<>();
        for (Change change : changes) {
            if (!change.start()) {
                deaths.add(change);
            } else if (!deaths.isEmpty()) {
                Change death = deaths.remove();
                Lanes.add(waits, app, stretch(death, change.atMs(), look(death), change.life()));
            }
        }
        deaths.forEach(death -> Lanes.add(waits, app, stretch(death, end, Look.BAD, null)));
    }

    private static Stretch stretch(Change death, double toMs, Look look, TaskLife successor) {
        TaskLife life = death.life();
        String text = life.task() + " on " + life.node() + " "
                + switch (life.end().orElseThrow().cause()) {
                    case STRUCK -> "was killed by us";
                    case EXITED -> "ended by itself";
                    case VANISHED -> "vanished";
                    case TOLD -> "was told to stop";
                }
                + (successor == null ? "" : "; then came " + successor.task() + " on " + successor.node());
        return new Stretch(death.atMs(), toMs, look, text);
    }

    private static Look look(Change death) {
        return switch (death.life().end().orElseThrow().cause()) {
            case STRUCK -> Look.STRONG;
            case EXITED, TOLD -> Look.GOOD;
            case VANISHED -> Look.DOUBT;
        };
    }
}
