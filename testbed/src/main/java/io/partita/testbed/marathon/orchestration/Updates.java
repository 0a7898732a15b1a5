package io.partita.testbed.marathon.orchestration;

import io.partita.testbed.marathon.orchestration.StatusRules.Outcome;
import io.partita.testbed.marathon.state.Instance;
import io.partita.testbed.marathon.state.Instance.Condition;
import io.partita.testbed.marathon.state.TaskFailure;
import io.partita.testbed.messages.TaskStatus;
import io.partita.testbed.settings.Bug;
import io.partita.testbed.settings.Profile;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** What updates of tasks' statuses lead to. Each is acknowledged when what it changed is stored, not before. */
final class Updates {

    private final Context context;
    private final SchedulerDriver driver;
    private final InstanceTable table;
    private final Kills kills;
    private final LaunchDelays delays;
    private final Absences absences;
    private final Caretaker caretaker;
    private final Consumer<Instance> running;
    private final Runnable launchable;
    private final Map<String, TaskFailure> failures = new HashMap<>();
    private final Set<String> unhealthy = new HashSet<>();
    /** Only for the bug that counts the end of a task twice. */
    private final Set<String> ended = new HashSet<>();

    Updates(
            Context context,
            SchedulerDriver driver,
            InstanceTable table,
            Kills kills,
            LaunchDelays delays,
            Absences absences,
            Caretaker caretaker,
            Consumer<Instance> running,
            Runnable launchable) {
        this.context = context;
        this.driver = driver;
        this.table = table;
        this.kills = kills;
        this.delays = delays;
        this.absences = absences;
        this.caretaker = caretaker;
        this.running = running;
        this.launchable = launchable;
    }

    void load(Iterable<TaskFailure> stored) {
        stored.forEach(failure -> failures.put(failure.appId(), failure));
    }

    Optional<TaskFailure> lastFailure(String appId) {
        return Optional.ofNullable(failures.get(appId));
    }

    /** The app is no more. */
    void forget(String appId) {
        if (failures.remove(appId) != null) {
            context.storage().deleteFailure(appId);
        }
    }

    /** The task is killed because its health is bad. */
    void killedAsUnhealthy(String taskId) {
        unhealthy.add(taskId);
    }

    void received(TaskStatus status) {
        Profile profile = context.settings().profile();
        Optional<Instance> instance = isCountedTwice(status) ? nextVictim(status) : table.byTask(status.taskId());
        Condition condition = StatusRules.condition(profile, status);
        if (condition.isTerminal() || condition.isUnreachable()) {
            kills.done(status.taskId());
        }
        if (instance.isEmpty()) {
            unknown(status, condition);
            return;
        }
        Outcome outcome = StatusRules.of(profile, instance.get(), status);
        switch (outcome.step()) {
            case IGNORE -> acknowledgeWhenStored(status);
            case MOVE -> moved(instance.get(), condition, status);
            case AWAY -> away(instance.get(), status);
            case END -> ended(instance.get(), condition, status);
            case REVENANT -> unknown(status, condition);
        }
    }

    /** With the bug, the second word of a task's end is taken for another end. */
    private boolean isCountedTwice(TaskStatus status) {
        return context.has(Bug.B16) && ended.contains(status.taskId());
    }

    /** What is taken for ended by that: what runs in the task's place, or the youngest of its app. */
    private Optional<Instance> nextVictim(TaskStatus status) {
        Predicate<Instance> hasAnotherTask = instance -> Standing.counts(instance)
                && !Standing.hasNoTask(instance)
                && !status.taskId().equals(instance.taskId());
        return table.find(Identifiers.instanceOf(status.taskId()))
                .filter(hasAnotherTask)
                .or(() -> table.of(Identifiers.appOf(status.taskId())).stream()
                        .filter(hasAnotherTask)
                        .max(Comparator.comparingLong(Instance::since)));
    }

    /** A task of ours that nobody knows: if it runs, it is ended. */
    private void unknown(TaskStatus status, Condition condition) {
        boolean runs = !condition.isTerminal() && !condition.isUnreachable();
        if (condition.isTerminal()) {
            context.publisher().unknownInstanceEnded(status.taskId(), condition);
        } else if (runs && condition != Condition.KILLING && !context.has(Bug.B36)) {
            context.log().warn("Killing unknown task " + status.taskId());
            kills.kill(status.taskId(), status.agentId());
        }
        acknowledgeWhenStored(status);
    }

    /** It may be the repetition of one of which the effect is not stored yet. */
    private void acknowledgeWhenStored(TaskStatus status) {
        context.storage().whenStored(Identifiers.instanceOf(status.taskId()), () -> driver.acknowledge(status));
    }

    private void moved(Instance before, Condition condition, TaskStatus status) {
        if (before.condition() == Condition.UNREACHABLE_INACTIVE && context.has(Bug.B37)) {
            driver.acknowledge(status); // its return goes unnoticed, and so does the surplus
            return;
        }
        if (condition == Condition.RUNNING) {
            delays.running(before.app());
        }
        Instance now = Changes.moved(before, condition, status.ip(), context.now());
        table.put(now, () -> {
            driver.acknowledge(status);
            if (!Standing.isWanted(now)) {
                kills.kill(now.taskId(), now.agentId());
            }
            if (now.condition() == Condition.RUNNING) {
                running.accept(now);
            }
            if (before.condition() == Condition.UNREACHABLE_INACTIVE) {
                caretaker.tend(now.appId());
            } else {
                caretaker.progressed(now.appId());
            }
        });
        context.publisher().statusUpdate(now, status);
    }

    private void away(Instance instance, TaskStatus status) {
        if (!instance.condition().isUnreachable()) {
            context.publisher().statusUpdate(instance, status);
        }
        absences.away(instance, () -> driver.acknowledge(status));
    }

    private void ended(Instance instance, Condition condition, TaskStatus status) {
        boolean asUnhealthy = unhealthy.remove(instance.taskId());
        if (StatusRules.slowsLaunches(context.settings().profile(), condition, asUnhealthy)) {
            delays.failed(instance.app());
        }
        if (context.has(Bug.B16)) {
            ended.add(status.taskId());
        }
        rememberFailure(instance, condition, status);
        context.publisher().statusUpdate(instance, status);
        Runnable then = () -> {
            driver.acknowledge(status);
            caretaker.tend(instance.appId());
        };
        if (Standing.isWanted(instance) && context.isAtLeast(Profile.MODERN)) {
            table.put(Changes.ended(instance, condition, context.now()), () -> {
                then.run();
                launchable.run();
            });
        } else {
            table.forget(instance, condition, then);
        }
    }

    private void rememberFailure(Instance instance, Condition condition, TaskStatus status) {
        if (condition == Condition.FINISHED || condition == Condition.KILLED) {
            return;
        }
        TaskFailure failure = new TaskFailure(
                instance.appId(),
                status.taskId(),
                status.state().name(),
                status.message() == null ? "" : status.message(),
                instance.host(),
                instance.agentId(),
                context.now(),
                instance.app().version());
        failures.put(instance.appId(), failure);
        context.storage().failure(failure);
    }
}
