package io.partita.workloads.mesos.deploy;

import io.partita.workloads.client.Completion;
import io.partita.workloads.client.Invocation;
import io.partita.workloads.generator.Generator;
import io.partita.workloads.generator.Generators;
import io.partita.workloads.generator.Template;
import io.partita.workloads.http.HttpExchange;
import io.partita.workloads.mesos.Site;
import io.partita.workloads.mesos.api.DeploymentResult;
import io.partita.workloads.mesos.api.MarathonApi;
import io.partita.workloads.mesos.api.Reply;
import io.partita.workloads.mesos.deploy.Change.Kind;
import io.partita.workloads.mesos.observe.Json;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * The operations that change apps, and the one that asks a Marathon for apps and deployments; see {@link Change} and {@link
 * Listing} for their values. Each goes through the Marathon that its argument names. Safe for use by several threads.
 */
final class Deploying {

    private static final double UPGRADES = 0.5;
    private static final double FORCED = 0.06;

    private final Site site;
    private final HttpExchange looks;
    private final HttpExchange changes;

    /**
     * @param looking how long a Marathon may take to answer a question
     * @param changing how long it may take to answer a request for a change
     */
    Deploying(Site site, Duration looking, Duration changing) {
        this.site = site;
        this.looks = new HttpExchange(looking);
        this.changes = new HttpExchange(changing);
    }

    /** Endless changes of {@code app}, one in {@code interval} on average, each upgrade to a token of its own. */
    static Generator changes(List<String> marathons, RollingApp app, Duration interval, long seed) {
        return Generators.stagger(
                interval, seed, Generators.stream(seed, (number, random) -> change(marathons, app, number, random)));
    }

    private static Template change(List<String> marathons, RollingApp app, long number, RandomGenerator random) {
        Map<String, Object> argument = new LinkedHashMap<>();
        argument.put("via", marathons.get(random.nextInt(marathons.size())));
        if (random.nextDouble() >= UPGRADES) {
            argument.put(Kind.SCALE.field(), random.nextLong(app.fewest(), app.greatest() + 1L));
            return new Template(Kind.SCALE.function(), app.id(), argument);
        }
        argument.put(Kind.UPGRADE.field(), "v" + (number + 1));
        if (random.nextDouble() < FORCED) {
            argument.put("force", true);
        }
        return new Template(Kind.UPGRADE.function(), app.id(), argument);
    }

    /** Endless questions for apps and deployments, one in {@code interval} on average, to a Marathon drawn anew each time. */
    static Generator looks(List<String> marathons, Duration interval, long seed) {
        return Generators.stagger(
                interval,
                seed,
                Generators.stream(
                        seed,
                        (number, random) ->
                                new Template(Listing.FUNCTION, null, marathons.get(random.nextInt(marathons.size())))));
    }

    /** Whether {@link #perform} knows {@code function}. */
    static boolean handles(String function) {
        return function.equals(Listing.FUNCTION)
                || function.equals(Kind.UPGRADE.function())
                || function.equals(Kind.SCALE.function());
    }

    Completion perform(Invocation invocation) throws InterruptedException {
        if (invocation.f().equals(Listing.FUNCTION)) {
            String node = String.valueOf(invocation.value());
            return site.marathon(looks, node)
                    .appsWithTasks()
                    .complete(invocation, apps -> Listing.of(node, apps).toJson());
        }
        Map<String, Object> argument = Json.object(invocation.value());
        MarathonApi marathon = site.marathon(changes, Json.text(argument, "via"));
        String app = String.valueOf(invocation.key());
        boolean force = Json.flag(argument, "force");
        Reply<DeploymentResult> reply = invocation.f().equals(Kind.SCALE.function())
                ? marathon.scale(app, (int) Json.number(argument, Kind.SCALE.field()), force)
                : marathon.update(
                        app, Map.of("env", RollingApp.environment(Json.text(argument, Kind.UPGRADE.field()))), force);
        return reply.complete(invocation, result -> {
            Map<String, Object> value = new LinkedHashMap<>(argument);
            value.put("version", result.version());
            value.put("deployment", result.deploymentId());
            return value;
        });
    }
}
