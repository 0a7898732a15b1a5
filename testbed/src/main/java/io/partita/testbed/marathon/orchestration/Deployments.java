package io.partita.testbed.marathon.orchestration;

import io.partita.testbed.marathon.app.AppDefinition;
import io.partita.testbed.marathon.orchestration.Execution.State;
import io.partita.testbed.marathon.state.Deployment;
import io.partita.testbed.marathon.state.Deployment.Action;
import io.partita.testbed.marathon.state.Orchestrator.Locked;
import io.partita.testbed.runtime.Answers;
import io.partita.testbed.settings.Bug;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * All deployments under way, and who may begin another. The stored deployment is the point of no return: it holds the wanted apps,
 * so a successor that finds it carries it out whether or not the apps themselves were stored. An app is part of one
 * deployment at most; a new one that is forced ends those in its way once it is stored, and begins when they are gone from the
 * store: else they could be found there again after it is done.
 */
final class Deployments {

    private final Context context;
    private final Apps apps;
    private final Consumer<String> tend;
    private final Consumer<String> deleted;
    private final Map<String, Execution> active = new LinkedHashMap<>();

    /**
     * @param tend is called with every app that needs to be looked at
     * @param deleted is called with every app that is no more
     */
    Deployments(Context context, Apps apps, Consumer<String> tend, Consumer<String> deleted) {
        this.context = context;
        this.apps = apps;
        this.tend = tend;
        this.deleted = deleted;
    }

    /** Takes up what was stored. Of two that concern the same app, the older was about to be ended by the newer. */
    void load(Collection<Deployment> stored) {
        List<Deployment> newestFirst = stored.stream()
                .sorted(Comparator.comparing(Deployment::version).reversed())
                .toList();
        List<Execution> taken = new ArrayList<>();
        for (Deployment deployment : newestFirst) {
            Execution execution = new Execution(deployment, context.has(Bug.B28) ? State.STUCK : State.WORKING);
            if (taken.stream().anyMatch(other -> other.concerns(execution.apps()))) {
                context.storage().deleteDeployment(deployment.id(), () -> {});
            } else {
                taken.add(0, execution);
            }
        }
        for (Execution execution : taken) {
            active.put(execution.deployment().id(), execution);
            execution.deployment().target().stream()
                    .filter(app -> apps.find(app.id())
                            .filter(known -> known.version().compareTo(app.version()) >= 0)
                            .isEmpty())
                    .forEach(app -> context.storage().app(app, () -> {}));
            adopt(execution);
            if (execution.state() == State.WORKING) {
                context.log()
                        .info("Resuming deployment " + execution.deployment().id());
                if (execution.deployment().steps().isEmpty()) {
                    complete(execution);
                }
            }
        }
    }

    /** All that have begun. */
    List<Deployment> all() {
        return active.values().stream()
                .filter(execution -> execution.state() != State.STORING)
                .map(Execution::deployment)
                .toList();
    }

    Optional<Deployment> find(String id) {
        return all().stream().filter(deployment -> deployment.id().equals(id)).findFirst();
    }

    /** The executions that concern an app; one, unless the lock is broken. */
    List<Execution> on(String appId) {
        return active.values().stream()
                .filter(execution -> execution.apps().contains(appId))
                .toList();
    }

    /** What an app is to be at this point of the deployments; empty if it is to have no instances. */
    Optional<AppDefinition> inForce(String appId) {
        return on(appId).stream()
                .filter(execution -> execution.isToCome(appId))
                .findFirst()
                .map(execution -> execution.original(appId))
                .orElseGet(() -> apps.find(appId));
    }

    /**
     * Begins a deployment.
     *
     * @param affected the apps that it concerns
     * @param plan makes it, once nothing is on its way to the store that would change what it starts from
     * @param atBegin runs when it begins, before anything else is done
     */
    CompletableFuture<Deployment> begin(
            Collection<String> affected, boolean force, Supplier<Deployment> plan, Runnable atBegin) {
        List<Execution> inTheWay = context.has(Bug.B27)
                ? List.of()
                : active.values().stream()
                        .filter(other -> other.concerns(affected))
                        .toList();
        if (!inTheWay.isEmpty() && !force) {
            Deployment refused = plan.get();
            context.publisher().deploymentFailed(refused, Publisher.LOCKED);
            context.publisher().groupNotChanged(refused.version(), Publisher.LOCKED);
            return CompletableFuture.failedFuture(new Locked(
                    inTheWay.stream().map(other -> other.deployment().id()).toList()));
        }
        CompletableFuture<Deployment> answer = new CompletableFuture<>();
        Optional<Execution> storing = inTheWay.stream()
                .filter(other -> other.state() == State.STORING)
                .findFirst();
        if (storing.isPresent()) {
            storing.get()
                    .whenStored(() -> Answers.on(
                            context.loop(),
                            begin(affected, force, plan, atBegin),
                            answer::complete,
                            answer::completeExceptionally));
            return answer;
        }
        Execution execution = new Execution(plan.get(), State.STORING);
        inTheWay.forEach(other -> active.remove(other.deployment().id()));
        active.put(execution.deployment().id(), execution);
        context.storage()
                .deployment(
                        execution.deployment(),
                        () -> end(inTheWay, execution.apps(), () -> storeApps(execution, answer, atBegin)),
                        // The next attempt may succeed, so whoever asked does not know what became of it.
                        answer::completeExceptionally);
        return answer;
    }

    private void storeApps(Execution execution, CompletableFuture<Deployment> answer, Runnable atBegin) {
        each(
                execution.deployment().target(),
                (app, stored) -> context.storage().app(app, stored),
                () -> started(execution, answer, atBegin));
    }

    /** Does something to all of {@code items}; {@code then} runs when that is done to each. */
    private static <T> void each(Collection<T> items, BiConsumer<T, Runnable> act, Runnable then) {
        if (items.isEmpty()) {
            then.run();
            return;
        }
        int[] left = {items.size()};
        items.forEach(item -> act.accept(item, () -> {
            if (--left[0] == 0) {
                then.run();
            }
        }));
    }

    private void started(Execution execution, CompletableFuture<Deployment> answer, Runnable atBegin) {
        Deployment deployment = execution.deployment();
        adopt(execution);
        execution.state(State.WORKING);
        if (!deployment.steps().isEmpty()) {
            context.publisher().stepBegun(deployment);
        }
        context.publisher().groupChanged(deployment.version());
        atBegin.run();
        answer.complete(deployment);
        if (deployment.steps().isEmpty()) {
            complete(execution);
        } else {
            execution.apps().forEach(tend);
        }
        execution.stored();
    }

    private void adopt(Execution execution) {
        execution.deployment().target().forEach(apps::put);
        execution.deleted().forEach(apps::remove);
    }

    /** To be called when an action that {@link Execution#actionOn} named is done. */
    void finished(Execution execution, Action action) {
        if (action.kind() == Deployment.Kind.STOP) {
            context.publisher().appTerminated(action.appId());
        }
        if (!execution.finish(action)) {
            return;
        }
        context.publisher().stepDone(execution.deployment());
        if (execution.isAtLastStep()) {
            complete(execution);
            return;
        }
        execution.state(State.ADVANCING);
        Deployment next = execution.deployment().atStep(execution.deployment().currentStep() + 1);
        context.storage()
                .deployment(
                        next,
                        () -> {
                            if (active.get(next.id()) == execution) {
                                execution.at(next);
                                context.publisher().stepBegun(next);
                                execution.apps().forEach(tend);
                            }
                        },
                        failure -> {});
    }

    private void complete(Execution execution) {
        execution.state(State.ADVANCING);
        each(
                execution.deleted(),
                this::deleteApp,
                () -> context.storage().deleteDeployment(execution.deployment().id(), () -> gone(execution)));
    }

    private void gone(Execution execution) {
        if (active.remove(execution.deployment().id(), execution)) {
            context.publisher().deploymentSucceeded(execution.deployment());
            execution.apps().forEach(tend);
        }
    }

    /** Ends a deployment that has begun where it stands; {@code then} runs when no successor could take it up any more. */
    void cancel(Deployment deployment, Runnable then) {
        end(Optional.ofNullable(active.remove(deployment.id())).stream().toList(), List.of(), then);
    }

    /** @param takenOver apps that another deployment looks after from now on */
    private void end(List<Execution> executions, Collection<String> takenOver, Runnable then) {
        each(
                executions,
                (execution, gone) -> {
                    context.publisher().deploymentFailed(execution.deployment(), "cancelled");
                    // A deletion was a promise from its beginning on, so it must not be forgotten before it is kept.
                    each(
                            execution.deleted().stream()
                                    .filter(appId -> !takenOver.contains(appId))
                                    .toList(),
                            this::deleteApp,
                            () -> context.storage()
                                    .deleteDeployment(execution.deployment().id(), gone));
                    execution.apps().forEach(tend);
                },
                then);
    }

    private void deleteApp(String appId, Runnable then) {
        // Whoever takes the deletion back stores the app anew, and is not to be undone by this.
        if (apps.find(appId).isPresent()) {
            then.run();
        } else {
            deleted.accept(appId);
            context.storage().deleteApp(appId, then);
        }
    }
}
