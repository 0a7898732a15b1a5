package io.partita.workloads.mesos.observe;

import io.partita.checker.history.History;
import io.partita.checker.history.OpType;
import io.partita.workloads.mesos.TaskKills;
import io.partita.workloads.mesos.nodes.LedgerEntry;
import io.partita.workloads.mesos.nodes.NodeTasks;
import io.partita.workloads.mesos.nodes.TaskProcess;
import io.partita.workloads.mesos.observe.TaskLife.Cause;
import io.partita.workloads.mesos.observe.TaskLife.End;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * Puts together what processes wrote about themselves, what was seen on the nodes, and what was killed, to the lives of
 * all tasks. What a process wrote counts most: it is exact. A process that wrote no end is over when an operation says it
 * killed it, or when its node was read and it was not there.
 */
public final class TaskLives {

    /** A process, which no number alone names: pids are used again. */
    private record Key(String node, String task, long pid) {}

    private static final class Draft {
        String app = "";
        LedgerEntry written;
        long firstSeen = Long.MAX_VALUE;
        long lastSeen = Long.MIN_VALUE;
        long missing = Long.MAX_VALUE;
        long struck = Long.MAX_VALUE;

        long start() {
            return written == null ? firstSeen : written.startNs();
        }
    }

    private final Map<Key, Draft> drafts = new LinkedHashMap<>();

    private TaskLives() {}

    /** The lives of all tasks in {@code history}, by their beginning. */
    public static List<TaskLife> of(History history) {
        TaskLives lives = new TaskLives();
        Observations observations = Observations.of(history);
        observations.written().forEach(lives::written);
        lives.struck(history);
        observations.processes().forEach(lives::seen);
        return lives.drafts.entrySet().stream()
                .filter(entry -> entry.getValue().start() != Long.MAX_VALUE)
                .map(entry -> life(entry.getKey(), entry.getValue()))
                .sorted(Comparator.comparingLong(TaskLife::start))
                .toList();
    }

    private Draft draft(String node, String task, long pid) {
        return drafts.computeIfAbsent(new Key(node, task, pid), key -> new Draft());
    }

    private void written(LedgerEntry entry) {
        Draft draft = draft(entry.node(), entry.task(), entry.pid());
        draft.written = entry;
        draft.app = entry.app();
        draft.lastSeen = entry.lastBeatNs();
    }

    private void struck(History history) {
        for (int i = 0; i < history.size(); i++) {
            if (history.type(i) != OpType.OK || !history.f(i).equals(TaskKills.KILL)) {
                continue;
            }
            Map<String, Object> value = Json.object(history.value(i));
            String node = Json.text(value, "node");
            String task = Json.text(value, "task");
            for (Object pid : Json.list(value.get("pids"))) {
                if (node != null && task != null && pid instanceof Long number) {
                    Draft known = drafts.get(new Key(node, task, number));
                    if (known != null || Json.number(value, "pid") == number) {
                        Draft draft = draft(node, task, number);
                        draft.struck = Math.min(draft.struck, history.time(i));
                    }
                }
            }
        }
    }

    private void seen(Sample<NodeTasks> sample) {
        Set<Key> there = new HashSet<>();
        sample.value().live().forEach((node, processes) -> {
            for (TaskProcess process : processes) {
                Draft draft = draft(node, process.task(), process.pid());
                draft.app = draft.app.isEmpty() ? process.app() : draft.app;
                draft.firstSeen = Math.min(draft.firstSeen, sample.to());
                draft.lastSeen = Math.max(draft.lastSeen, sample.from());
                there.add(new Key(node, process.task(), process.pid()));
            }
        });
        Set<String> read = sample.value().live().keySet();
        drafts.forEach((key, draft) -> {
            boolean begun = draft.start() < sample.from();
            if (begun && read.contains(key.node) && !there.contains(key)) {
                draft.missing = Math.min(draft.missing, sample.to());
            }
        });
    }

    private static TaskLife life(Key key, Draft draft) {
        LedgerEntry written = draft.written;
        Optional<End> end = end(draft);
        long lastSeen = Math.max(draft.start(), draft.lastSeen);
        return new TaskLife(
                key.task,
                draft.app,
                key.node,
                key.pid,
                written == null ? "" : written.version(),
                written == null ? OptionalInt.empty() : written.port(),
                draft.start(),
                end.map(last -> Math.min(last.time(), lastSeen)).orElse(lastSeen),
                end);
    }

    private static Optional<End> end(Draft draft) {
        if (draft.written != null && draft.written.end().isPresent()) {
            LedgerEntry.End end = draft.written.end().get();
            Cause cause = end.signal().isPresent() ? Cause.TOLD : Cause.EXITED;
            return Optional.of(new End(Math.max(draft.start(), end.atNs()), cause, end.how()));
        }
        long over = Math.min(draft.struck, draft.missing);
        if (over == Long.MAX_VALUE) {
            return Optional.empty();
        }
        Cause cause = draft.struck != Long.MAX_VALUE ? Cause.STRUCK : Cause.VANISHED;
        return Optional.of(new End(Math.max(draft.start(), over), cause, cause == Cause.STRUCK ? "KILL" : ""));
    }

    /** Those of {@code lives} that belong to {@code app}. */
    public static List<TaskLife> of(List<TaskLife> lives, String app) {
        List<TaskLife> own = new ArrayList<>(lives);
        own.removeIf(life -> !life.app().equals(app));
        return own;
    }
}
