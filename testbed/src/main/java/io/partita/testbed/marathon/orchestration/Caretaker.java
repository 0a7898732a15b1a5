package io.partita.testbed.marathon.orchestration;

import io.partita.testbed.marathon.app.AppDefinition;
import io.partita.testbed.marathon.state.Deployment.Action;
import io.partita.testbed.marathon.state.Instance;
import io.partita.testbed.marathon.state.Instance.Condition;
import io.partita.testbed.settings.Bug;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Compares what is wanted of an app with what there is, and does what is missing; asked after every change, it may be asked at any time. An
 * app with an action of a deployment to be done is treated as that action says, any other is kept at its number.
 */
final class Caretaker {

    private final Context context;
    private final Population population;
    private final Apps apps;
    private final Set<String> toTend = new LinkedHashSet<>();
    private Deployments deployments;

    Caretaker(Context context, Population population, Apps apps) {
        this.context = context;
        this.population = population;
        this.apps = apps;
    }

    void deployments(Deployments all) {
        deployments = all;
    }

    /** Looks at an app, after everything that happens in this instant. */
    void tend(String appId) {
        if (toTend.add(appId)) {
            context.loop().execute(() -> {
                toTend.remove(appId);
                tendNow(appId, false);
            });
        }
    }

    /** As {@link #tend}, after something that matters to deployments only. */
    void progressed(String appId) {
        if (!deployments.on(appId).isEmpty()) {
            tend(appId);
        }
    }

    /** The periodic comparison: looks at all apps, and at what is left of others. */
    void tendAll(Iterable<Instance> instances) {
        Set<String> all = new TreeSet<>();
        apps.all().forEach(app -> all.add(app.id()));
        instances.forEach(instance -> all.add(instance.appId()));
        all.forEach(appId -> context.loop().execute(() -> tendNow(appId, true)));
    }

    private void tendNow(String appId, boolean periodic) {
        List<Execution> executions = deployments.on(appId);
        for (Execution execution : executions) {
            Optional<Action> action = execution.actionOn(appId);
            if (action.isPresent() && act(execution, action.get())) {
                deployments.finished(execution, action.get());
            }
        }
        boolean held = executions.stream()
                .anyMatch(execution -> execution.state() != Execution.State.WORKING
                        || execution.actionOn(appId).isPresent());
        if (!held) {
            deployments
                    .inForce(appId)
                    .ifPresentOrElse(
                            app -> keep(app, periodic),
                            () -> population.of(appId).forEach(population::decommission));
        }
    }

    private void keep(AppDefinition app, boolean periodic) {
        if (context.has(Bug.B43) && !periodic) {
            keepOneByOne(app);
        } else {
            population.keep(app, app.instances());
        }
    }

    /** The wrong way: however many were lost, one replacement, and none while another one waits. */
    private void keepOneByOne(AppDefinition app) {
        List<Instance> instances = population.of(app.id());
        long counting = instances.stream().filter(Standing::counts).count();
        if (counting >= app.instances()) {
            population.keep(app, app.instances());
        } else if (instances.stream().noneMatch(instance -> instance.condition() == Condition.SCHEDULED)) {
            population.add(app, 1);
        }
    }

    /** Does what an action still asks for; answers whether nothing is left. */
    private boolean act(Execution execution, Action action) {
        String appId = action.appId();
        return switch (action.kind()) {
            case START -> true;
            case SCALE -> scale(execution.target(appId).orElseThrow());
            case RESTART -> restart(execution.target(appId).orElseThrow());
            case STOP -> stop(appId);
        };
    }

    private boolean scale(AppDefinition target) {
        population.keep(target, target.instances());
        List<Instance> instances = population.of(target.id());
        long ready = instances.stream().filter(Standing::isReady).count();
        boolean ending = instances.stream().anyMatch(instance -> !Standing.isWanted(instance));
        return ready >= target.instances() && !ending;
    }

    private boolean restart(AppDefinition target) {
        Rollout rollout = Rollout.next(target, population.of(target.id()), context.has(Bug.B42));
        rollout.end().forEach(population::decommission);
        population.add(target, rollout.start());
        return rollout.done();
    }

    private boolean stop(String appId) {
        population.of(appId).forEach(population::decommission);
        return population.of(appId).isEmpty();
    }
}
