package io.partita.workloads.mesos.agents;

import io.partita.checker.Budget;
import io.partita.checker.CheckResult;
import io.partita.checker.Checker;
import io.partita.checker.history.History;
import io.partita.checker.liveness.FaultWindow;
import io.partita.workloads.mesos.observe.AppsView;
import io.partita.workloads.mesos.observe.Observations;
import io.partita.workloads.mesos.observe.Sample;
import io.partita.workloads.mesos.observe.TaskLife;
import io.partita.workloads.mesos.observe.TaskLives;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Nothing happens to tasks without a cause. The causes are: the loss of a task's agent, or that it may have been lost
 * unseen; an operator who takes the machine away; a fault that strikes everything on a node; more tasks than the app is to
 * have. Without one of them, a task
 *
 * <ul>
 *   <li>does not end
 *   <li>is not forgotten by Marathon while it lives
 *   <li>is not replaced: no app gets more tasks than it is to have and has lost
 * </ul>
 *
 * <p>For an app whose tasks stay when their agent is lost, that loss is no cause.
 */
record TaskChecker(Promises promises) implements Checker {

    @Override
    public String name() {
        return "tasks";
    }

    @Override
    public CheckResult check(History history, Budget budget) {
        Contact contact = new Contact(history, promises);
        Losses losses = new Losses(promises, contact, LeaderTerm.of(history));
        List<TaskLife> lives = TaskLives.of(history).stream()
                .filter(life -> promises.instances().containsKey(life.app()))
                .filter(life -> !promises.endsByItself(life.app()))
                .toList();
        Findings findings = new Findings(name());
        long ends = 0;
        for (TaskLife life : lives) {
            if (life.end().isPresent() && life.end().get().time() > 0) {
                ends++;
                ended(life, lives, contact, losses, history, findings);
            }
        }
        forgotten(history, lives, contact, losses, findings);
        long started = 0;
        for (String app : promises.instances().keySet()) {
            started += surplus(TaskLives.of(lives, app), app, contact, losses, history, findings);
        }
        findings.detail("tasks", (long) lives.size());
        findings.detail("ended", ends);
        findings.detail("started", started);
        return findings.result(
                lives.size(),
                Findings.count(lives.size(), "task") + " were followed: " + ends + " ended and " + started
                        + " were started during the run, each for a cause",
                "no task was seen or wrote down that it lived");
    }

    private void ended(
            TaskLife life, List<TaskLife> lives, Contact contact, Losses losses, History history, Findings findings) {
        TaskLife.End end = life.end().orElseThrow();
        if (losses.explainsEnd(life) || isSurplus(lives, life.app(), life.lastSeen(), end.time())) {
            return;
        }
        Map<String, Object> figures = figures(life);
        figures.put("endMs", Findings.millis(end.time()));
        figures.put("cause", end.cause().name());
        findings.add(
                "task " + life.task() + " of " + life.app() + " on " + life.node() + " " + how(end) + " by "
                        + Findings.at(end.time()) + near(contact, end.time(), life.node()) + ", although "
                        + why(life, losses, end.time()),
                Findings.indexAt(history, end.time()),
                List.of(),
                figures);
    }

    private static String how(TaskLife.End end) {
        return switch (end.cause()) {
            case TOLD -> "was ended with SIG" + end.how();
            case EXITED -> "exited with status " + end.how();
            case STRUCK, VANISHED -> "died";
        };
    }

    /** Whether the app may have had more tasks than it is to have, so that one of them had to end. */
    private boolean isSurplus(List<TaskLife> lives, String app, long from, long to) {
        return lives.stream()
                        .filter(life -> life.app().equals(app))
                        .filter(life -> life.start() <= to
                                && life.end().map(end -> end.time() > from).orElse(true))
                        .count()
                > promises.instances().get(app);
    }

    private void forgotten(History history, List<TaskLife> lives, Contact contact, Losses losses, Findings findings) {
        List<Sample<AppsView>> views = Observations.of(history).apps();
        for (TaskLife life : lives) {
            int last = -1;
            for (int i = 0; i < views.size(); i++) {
                AppsView.App app = views.get(i).value().apps().get(life.app());
                last = app != null && app.tasks().containsKey(life.task()) ? i : last;
            }
            if (last < 0) {
                continue;
            }
            List<Sample<AppsView>> without = new ArrayList<>(views.subList(last + 1, views.size()));
            without.removeIf(view -> !view.value().apps().containsKey(life.app()));
            if (without.size() >= 2 && without.get(1).to() <= life.lastSeen()) {
                forgotten(life, views.get(last), without, lives, contact, losses, findings);
            }
        }
    }

    /** Two lists without it: one may have been made by a Marathon that had just begun to lead. */
    private void forgotten(
            TaskLife life,
            Sample<AppsView> with,
            List<Sample<AppsView>> without,
            List<TaskLife> lives,
            Contact contact,
            Losses losses,
            Findings findings) {
        Sample<AppsView> first = without.get(0);
        boolean excused = losses.mayBeStruck(life.node(), with.from(), first.to())
                || !promises.keeps(life.app()) && losses.mayBeLost(life.node(), life.start(), first.to())
                || isSurplus(lives, life.app(), with.from(), first.to());
        if (!excused) {
            Map<String, Object> figures = figures(life);
            figures.put("listedUntilMs", Findings.millis(with.from()));
            figures.put("missingFromMs", Findings.millis(first.to()));
            findings.add(
                    "Marathon gave up task " + life.task() + " of " + life.app() + " on " + life.node() + " by "
                            + Findings.at(first.to()) + near(contact, first.to(), life.node())
                            + ", which lived on until " + Findings.at(life.lastSeen()) + " at least"
                            + "; " + why(life, losses, first.to()),
                    first.index(),
                    List.of(with.index(), without.get(1).index()),
                    figures);
        }
    }

    /** Answers how many tasks of {@code app} were started during the run. */
    private long surplus(
            List<TaskLife> lives, String app, Contact contact, Losses losses, History history, Findings findings) {
        List<TaskLife> first = lives.stream().filter(life -> life.start() <= 0).toList();
        List<TaskLife> later = lives.stream().filter(life -> life.start() > 0).toList();
        long free = Math.max(0, promises.instances().get(app) - first.size());
        for (int i = 0; i < later.size(); i++) {
            TaskLife life = later.get(i);
            long gone = lives.stream()
                    .filter(other -> other != life && other.start() <= life.start())
                    .filter(other -> mayBeGone(other, life.start(), losses))
                    .count();
            if (i + 1 > free + gone) {
                Map<String, Object> figures = figures(life);
                figures.put("goneBefore", gone);
                findings.add(
                        "app " + app + " got another task, " + life.task() + " on " + life.node() + ", at "
                                + Findings.at(life.start()) + near(contact, life.start(), life.node()) + ", although "
                                + (promises.keeps(app)
                                        ? "none of its " + promises.instances().get(app)
                                                + " had ended, and those of lost agents are not to be replaced"
                                        : "none of its " + promises.instances().get(app)
                                                + " had ended or was on an agent that was lost"),
                        Findings.indexAt(history, life.start()),
                        List.of(),
                        figures);
                break;
            }
        }
        return later.size();
    }

    private boolean mayBeGone(TaskLife life, long by, Losses losses) {
        return life.end().isPresent() && life.lastSeen() <= by
                // Mesos may know of the end before the process does.
                || losses.mayBeStruck(life.node(), life.start(), by)
                || !promises.keeps(life.app()) && losses.mayBeLost(life.node(), life.start(), by);
    }

    private static String near(Contact contact, long time, String node) {
        return contact.latestBefore(time, node)
                .map(fault -> " (" + Findings.length(time - fault.begun().time()) + " after fault " + fault.name()
                        + " began: " + words(fault) + ")")
                .orElse("");
    }

    /** Why nothing was to happen to a task. */
    private String why(TaskLife life, Losses losses, long time) {
        if (losses.isAwaited(life.node(), time)) {
            return "the new leader still had to wait for its agent, for " + Findings.length(promises.reregistration())
                    + " in all";
        }
        return promises.keeps(life.app()) && losses.mayBeLost(life.node(), life.start(), time)
                ? "its app keeps the tasks of agents that are lost"
                : "its agent was never away for the " + Findings.length(promises.lostAfter())
                        + " after which it is lost";
    }

    private static String words(FaultWindow fault) {
        return fault.description().isEmpty() ? String.join(", ", fault.targets()) : fault.description();
    }

    private static Map<String, Object> figures(TaskLife life) {
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("task", life.task());
        figures.put("app", life.app());
        figures.put("node", life.node());
        figures.put("startMs", Findings.millis(life.start()));
        figures.put("lastSeenMs", Findings.millis(life.lastSeen()));
        return figures;
    }
}
