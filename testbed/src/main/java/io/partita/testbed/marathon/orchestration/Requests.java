package io.partita.testbed.marathon.orchestration;

import io.partita.testbed.marathon.app.AppDefinition;
import io.partita.testbed.marathon.app.Json;
import io.partita.testbed.marathon.state.Deployment;
import io.partita.testbed.marathon.state.Instance;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/** What users ask for, as deployments. */
final class Requests {

    private final Context context;
    private final Apps apps;
    private final Deployments deployments;
    private final Population population;
    private final Identifiers identifiers;

    Requests(Context context, Apps apps, Deployments deployments, Population population, Identifiers identifiers) {
        this.context = context;
        this.apps = apps;
        this.deployments = deployments;
        this.population = population;
        this.identifiers = identifiers;
    }

    CompletableFuture<Deployment> change(List<AppDefinition> target, List<String> deleted, boolean force) {
        List<String> affected = Stream.concat(target.stream().map(AppDefinition::id), deleted.stream())
                .toList();
        return deployments.begin(
                affected,
                force,
                () -> plan(affected, target.stream().map(apps::dated).toList()),
                () -> {});
    }

    CompletableFuture<Deployment> restart(String appId, String version, boolean force) {
        return deployments.begin(
                List.of(appId),
                force,
                () -> plan(
                        List.of(appId),
                        apps.find(appId).stream()
                                .map(app -> app.versioned(version, app.lastScalingAt(), version))
                                .toList()),
                () -> {});
    }

    CompletableFuture<Optional<Deployment>> kill(List<Instance> victims, boolean scale, boolean wipe, boolean force) {
        if (scale && !victims.isEmpty()) {
            return shrink(victims, wipe, force).thenApply(Optional::of);
        }
        victims.forEach(victim -> end(victim, wipe, false));
        return CompletableFuture.completedFuture(Optional.empty());
    }

    private CompletableFuture<Deployment> shrink(List<Instance> victims, boolean wipe, boolean force) {
        Map<String, Integer> fewer = new HashMap<>();
        victims.stream().filter(Standing::counts).forEach(victim -> fewer.merge(victim.appId(), 1, Integer::sum));
        List<String> affected = victims.stream().map(Instance::appId).distinct().toList();
        return deployments.begin(
                affected,
                force,
                () -> {
                    String version = newVersion(affected);
                    return plan(
                            affected,
                            affected.stream()
                                    .flatMap(id -> apps.find(id).stream())
                                    .map(app -> app.scaled(
                                            Math.max(0, app.instances() - fewer.getOrDefault(app.id(), 0)), version))
                                    .toList());
                },
                () -> victims.forEach(victim -> end(victim, wipe, true)));
    }

    /** The instance may have changed since it was chosen. */
    private void end(Instance chosen, boolean wipe, boolean forGood) {
        population.of(chosen.appId()).stream()
                .filter(instance -> instance.id().equals(chosen.id()))
                .filter(instance -> Objects.equals(instance.taskId(), chosen.taskId()))
                .forEach(instance -> {
                    if (wipe) {
                        population.wipe(instance);
                    } else if (forGood) {
                        population.decommission(instance);
                    } else {
                        population.replaceTask(instance);
                    }
                });
    }

    CompletableFuture<Optional<Deployment>> cancel(String id, boolean force) {
        Optional<Deployment> found = deployments.find(id);
        if (found.isEmpty()) {
            return CompletableFuture.completedFuture(Optional.empty());
        }
        if (force) {
            CompletableFuture<Optional<Deployment>> gone = new CompletableFuture<>();
            deployments.cancel(found.get(), () -> gone.complete(found));
            return gone;
        }
        return back(found.get()).thenApply(Optional::of);
    }

    /** A deployment back to what was; the configurations keep their versions, so instances that still have them stay. */
    private CompletableFuture<Deployment> back(Deployment unwanted) {
        List<String> affected = Stream.concat(unwanted.original().stream(), unwanted.target().stream())
                .map(AppDefinition::id)
                .distinct()
                .toList();
        return deployments.begin(
                affected,
                true,
                () -> {
                    String version = newVersion(affected);
                    return plan(
                            affected,
                            unwanted.original().stream()
                                    .map(app -> app.versioned(version, version, app.lastConfigChangeAt()))
                                    .toList());
                },
                () -> {});
    }

    /** @param target the apps among {@code affected} that are to be there */
    private Deployment plan(Collection<String> affected, List<AppDefinition> target) {
        List<AppDefinition> original =
                affected.stream().flatMap(id -> apps.find(id).stream()).toList();
        String version = target.stream()
                .map(AppDefinition::version)
                .max(String::compareTo)
                .orElseGet(() -> newVersion(affected));
        return new Deployment(identifiers.deployment(), version, original, target, Plans.steps(original, target), 1);
    }

    /** Now, or as soon after what is known of these apps as can be told from it. */
    private String newVersion(Collection<String> affected) {
        List<Instant> known = new ArrayList<>();
        affected.stream()
                .flatMap(id -> apps.find(id).stream())
                .forEach(app -> known.add(Instant.parse(app.version()).plusMillis(1)));
        known.add(context.loop().wallClock());
        return Json.time(known.stream().max(Instant::compareTo).orElseThrow());
    }
}
