package io.partita.testbed.marathon.orchestration;

import io.partita.testbed.marathon.app.AppDefinition;
import io.partita.testbed.marathon.state.Deployment;
import io.partita.testbed.marathon.state.Deployment.Action;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * A deployment under way.
 *
 * <pre>
 *   STORING ──the plan and its apps are stored──▶ WORKING ──all actions of a step done──▶ ADVANCING ──stored──▶ WORKING …
 *   WORKING ──all steps done──▶ ADVANCING ──its end is stored──▶ gone
 *   any ──cancelled──▶ gone
 *   STUCK: resumed by a Marathon that does not resume (a bug)
 * </pre>
 */
final class Execution {

    enum State {
        STORING,
        WORKING,
        ADVANCING,
        STUCK
    }

    private final Set<Action> done = new HashSet<>();
    private final Set<String> apps = new TreeSet<>();
    private final List<Runnable> afterStoring = new ArrayList<>();
    private Deployment deployment;
    private State state;

    Execution(Deployment deployment, State state) {
        this.deployment = deployment;
        this.state = state;
        deployment.original().forEach(app -> apps.add(app.id()));
        deployment.target().forEach(app -> apps.add(app.id()));
    }

    Deployment deployment() {
        return deployment;
    }

    State state() {
        return state;
    }

    void state(State newState) {
        state = newState;
    }

    /** Runs {@code action} as soon as the deployment has begun. */
    void whenStored(Runnable action) {
        afterStoring.add(action);
    }

    /** The deployment has begun. */
    void stored() {
        afterStoring.forEach(Runnable::run);
        afterStoring.clear();
    }

    /** Begins with another step. */
    void at(Deployment atStep) {
        deployment = atStep;
        done.clear();
        state = State.WORKING;
    }

    boolean concerns(Collection<String> appIds) {
        return appIds.stream().anyMatch(apps::contains);
    }

    Set<String> apps() {
        return apps;
    }

    List<String> deleted() {
        return apps.stream().filter(id -> target(id).isEmpty()).toList();
    }

    Optional<AppDefinition> target(String appId) {
        return find(deployment.target(), appId);
    }

    Optional<AppDefinition> original(String appId) {
        return find(deployment.original(), appId);
    }

    private static Optional<AppDefinition> find(List<AppDefinition> definitions, String appId) {
        return definitions.stream().filter(app -> app.id().equals(appId)).findFirst();
    }

    /** What is to be done now with an app; empty if nothing is. */
    Optional<Action> actionOn(String appId) {
        if (state != State.WORKING || deployment.steps().isEmpty()) {
            return Optional.empty();
        }
        return currentActions().stream()
                .filter(action -> action.appId().equals(appId) && !done.contains(action))
                .findFirst();
    }

    List<Action> currentActions() {
        return deployment.steps().isEmpty()
                ? List.of()
                : deployment.steps().get(deployment.currentStep() - 1).actions();
    }

    /** Notes that an action is done; answers whether its step is. */
    boolean finish(Action action) {
        done.add(action);
        return done.containsAll(currentActions());
    }

    boolean isAtLastStep() {
        return deployment.currentStep() >= deployment.steps().size();
    }

    /** Whether the last action on an app is still to come. */
    boolean isToCome(String appId) {
        return deployment.steps().stream()
                .skip(deployment.currentStep())
                .anyMatch(step -> step.actions().stream()
                        .anyMatch(action -> action.appId().equals(appId)));
    }
}
