package io.partita.testbed.master;

import io.partita.testbed.master.cluster.AgentEntry;
import io.partita.testbed.master.cluster.FrameworkEntry;
import io.partita.testbed.master.cluster.TaskEntry;
import io.partita.testbed.messages.AgentMessage.RunTask;
import io.partita.testbed.messages.FrameworkMessage.AcceptOffers;
import io.partita.testbed.messages.FrameworkMessage.StatusUpdate;
import io.partita.testbed.messages.Offer;
import io.partita.testbed.messages.Resources;
import io.partita.testbed.messages.TaskInfo;
import io.partita.testbed.messages.TaskState;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** What frameworks do with offers. Either all offers of an answer are good, or nothing of it is run. */
final class Launches {

    /** An agent names directories after tasks. */
    private static final Pattern ID = Pattern.compile("(?!\\.{1,2}$)[^/\\\\\\p{Cntrl}]{1,255}");

    private final Context context;
    private final Offers offers;
    private final Allocator allocator;

    Launches(Context context, Offers offers, Allocator allocator) {
        this.context = context;
        this.offers = offers;
        this.allocator = allocator;
    }

    void accept(FrameworkEntry framework, AcceptOffers answer) {
        context.counters()
                .count(answer.tasks().isEmpty() ? "master/messages_decline_offers" : "master/messages_launch_tasks");
        context.log()
                .info("Processing %s call for offers: %s for framework %s"
                        .formatted(answer.tasks().isEmpty() ? "DECLINE" : "ACCEPT", answer.offerIds(), framework));
        List<Offer> taken = new ArrayList<>();
        Optional<String> problem = Optional.empty();
        for (String id : answer.offerIds()) {
            Optional<Offer> offer = offers.take(id, framework.id());
            offer.ifPresent(taken::add);
            if (offer.isEmpty()) {
                problem = Optional.of("Offer " + id + " is no longer valid");
            }
        }
        problem = problem.or(() -> problemOf(taken));
        if (problem.isPresent()) {
            drop(framework, answer.tasks(), problem.get());
            return;
        }
        if (taken.isEmpty()) {
            return;
        }
        AgentEntry agent = context.cluster().agents().get(taken.get(0).agentId());
        Resources left = taken.stream().map(Offer::resources).reduce(Resources.NONE, Resources::plus);
        for (TaskInfo task : answer.tasks()) {
            Optional<String> wrong = wrongWith(framework, agent, left, task);
            if (wrong.isPresent()) {
                refuse(framework, task, wrong.get());
            } else {
                left = left.minus(task.resources());
                launch(framework, agent, task);
            }
        }
        if (!left.isEmpty()) {
            allocator.declined(framework.id(), agent.id(), left, answer.refuseSeconds());
        }
    }

    private Optional<String> problemOf(List<Offer> taken) {
        if (new HashSet<>(taken.stream().map(Offer::agentId).toList()).size() > 1) {
            return Optional.of("Aggregated offers must belong to one single agent");
        }
        return taken.stream()
                .filter(offer -> !isConnected(offer.agentId()))
                .findFirst()
                .map(offer -> context.wording().capitalAgent() + " " + offer.agentId() + " is not connected");
    }

    private boolean isConnected(String agentId) {
        AgentEntry agent = context.cluster().agents().get(agentId);
        return agent != null && agent.isConnected();
    }

    private Optional<String> wrongWith(FrameworkEntry framework, AgentEntry agent, Resources left, TaskInfo task) {
        if (!agent.id().equals(task.agentId())) {
            return Optional.of("Task uses invalid " + context.wording().agent() + " " + task.agentId() + " while "
                    + context.wording().agent() + " " + agent.id() + " is expected");
        }
        if (!ID.matcher(task.taskId()).matches()) {
            return Optional.of("Task has an invalid ID: '" + task.taskId() + "'");
        }
        if (framework.tasks().containsKey(task.taskId())
                || framework.unreachableTasks().containsKey(task.taskId())) {
            return Optional.of("Task has duplicate ID: " + task.taskId());
        }
        if (task.resources().isEmpty()) {
            return Optional.of("Task uses no resources");
        }
        if (!left.contains(task.resources())) {
            return Optional.of(
                    "Task uses more resources " + words(task.resources()) + " than available " + words(left));
        }
        return Optional.empty();
    }

    private void launch(FrameworkEntry framework, AgentEntry agent, TaskInfo task) {
        context.log()
                .info("Adding task " + task.taskId() + " with resources " + words(task.resources()) + " on "
                        + context.wording().agent() + " " + agent);
        framework.tasks().put(task.taskId(), TaskEntry.launched(task, framework.id()));
        context.log()
                .info("Launching task " + task.taskId() + " of framework " + framework + " on "
                        + context.wording().agent() + " " + agent);
        context.send(agent.info().address(), new RunTask(framework.info(), framework.address(), task));
    }

    private void drop(FrameworkEntry framework, List<TaskInfo> tasks, String why) {
        context.log().warn("Launch accept call used invalid offers: " + why);
        TaskState state = context.stateFor(framework.info(), TaskState.TASK_DROPPED, TaskState.TASK_LOST);
        tasks.forEach(task ->
                tell(framework, task, state, "REASON_INVALID_OFFERS", "Task launched with invalid offers: " + why));
    }

    private void refuse(FrameworkEntry framework, TaskInfo task, String why) {
        context.log().warn("Task " + task.taskId() + " is invalid: " + why);
        context.counters().count("master/tasks_error");
        tell(framework, task, TaskState.TASK_ERROR, "REASON_TASK_INVALID", why);
    }

    private void tell(FrameworkEntry framework, TaskInfo task, TaskState state, String reason, String why) {
        if (state != TaskState.TASK_ERROR) {
            context.counters().count(state == TaskState.TASK_LOST ? "master/tasks_lost" : "master/tasks_dropped");
        }
        context.tell(
                framework,
                new StatusUpdate(framework.id(), context.status(task.taskId(), state, reason, why, task.agentId())));
    }

    /** As logs and messages write an amount. */
    static String words(Resources resources) {
        return "cpus:%s; mem:%s; disk:%s; ports:%s"
                .formatted(resources.cpus(), resources.mem(), resources.disk(), resources.portsText());
    }
}
