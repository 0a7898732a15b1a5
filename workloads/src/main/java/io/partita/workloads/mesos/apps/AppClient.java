package io.partita.workloads.mesos.apps;

import io.partita.workloads.client.Client;
import io.partita.workloads.client.Completion;
import io.partita.workloads.client.Invocation;
import io.partita.workloads.mesos.Site;
import io.partita.workloads.mesos.api.App;
import io.partita.workloads.mesos.api.DeploymentResult;
import io.partita.workloads.mesos.api.MarathonApi;
import io.partita.workloads.mesos.api.Reply;
import io.partita.workloads.mesos.observe.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Performs the operations of {@link Names} through one Marathon. */
final class AppClient implements Client {

    private static final int NOT_FOUND = 404;

    private final Site site;
    private final MarathonApi marathon;
    private final Definitions definitions;
    private final boolean force;
    private final Consumer<String> made;

    /**
     * @param force whether changes end deployments in their way
     * @param made told every app that is about to be made
     */
    AppClient(Site site, MarathonApi marathon, Definitions definitions, boolean force, Consumer<String> made) {
        this.site = site;
        this.marathon = marathon;
        this.definitions = definitions;
        this.force = force;
        this.made = made;
    }

    @Override
    public Completion invoke(Invocation invocation) throws InterruptedException {
        String id = String.valueOf(invocation.key());
        Map<String, Object> wanted = Json.object(invocation.value());
        return switch (invocation.f()) {
            case Names.CREATE -> create(invocation, id, wanted);
            case Names.UPDATE ->
                changed(invocation, marathon.update(id, Definitions.token(Json.text(wanted, Names.TOKEN)), force));
            case Names.SCALE ->
                changed(invocation, marathon.scale(id, (int) Json.number(wanted, Names.INSTANCES), force));
            case Names.DELETE -> changed(invocation, marathon.delete(id, force));
            case Names.READ -> read(invocation, marathon.app(id));
            case Names.LIST -> list(invocation, marathon.apps());
            case Names.VERSIONS -> versions(invocation, marathon.versions(id));
            default -> throw new IllegalArgumentException("an app has no " + invocation.f());
        };
    }

    private Completion create(Invocation invocation, String id, Map<String, Object> wanted)
            throws InterruptedException {
        made.accept(id);
        int instances = (int) Json.number(wanted, Names.INSTANCES);
        Reply<App> reply = marathon.create(
                definitions.app(id, Json.text(wanted, Names.TOKEN), instances).toJson());
        return reply.complete(invocation, app -> acknowledged(invocation, app.version(), reply));
    }

    private Completion changed(Invocation invocation, Reply<DeploymentResult> reply) {
        return reply.complete(invocation, result -> acknowledged(invocation, result.version(), reply));
    }

    private Map<String, Object> acknowledged(Invocation invocation, String version, Reply<?> reply) {
        Map<String, Object> value = new LinkedHashMap<>(Json.object(invocation.value()));
        value.put(Names.VERSION, version);
        value.putAll(signed(reply).make());
        return value;
    }

    private Completion read(Invocation invocation, Reply<App> reply) {
        // Only Marathon itself says it so; any proxy or page can answer 404.
        boolean absent = reply instanceof Reply.Refused<App> refused
                && refused.isStatus(NOT_FOUND)
                && refused.answer().message().contains("does not exist");
        return absent
                ? Completion.ok(signed(reply).flag(Names.ABSENT, true).make())
                : reply.complete(invocation, app -> {
                    Map<String, Object> value = signed(reply).make();
                    value.putAll(shown(app));
                    return value;
                });
    }

    private Completion list(Invocation invocation, Reply<List<App>> reply) {
        return reply.complete(invocation, apps -> {
            Map<String, Object> shown = new LinkedHashMap<>();
            apps.stream().filter(app -> Names.isOurs(app.id())).forEach(app -> shown.put(app.id(), shown(app)));
            return signed(reply).put(Names.APPS, shown).make();
        });
    }

    private Completion versions(Invocation invocation, Reply<List<String>> reply) {
        return reply.complete(
                invocation,
                versions -> signed(reply).put(Names.VERSIONS, versions).make());
    }

    private static Map<String, Object> shown(App app) {
        return new Json.Maker()
                .put(Names.TOKEN, app.env().get(Names.TOKEN_VARIABLE))
                .put(Names.INSTANCES, app.instances())
                .put(Names.VERSION, app.version())
                .make();
    }

    /** A value in the making that says which Marathon gave it, if the answer does. */
    private Json.Maker signed(Reply<?> reply) {
        return new Json.Maker()
                .put(
                        Names.LEADER,
                        reply.fromLeader()
                                .map(place -> site.nodeAt(place).orElse(place))
                                .orElse(null));
    }

    @Override
    public void close() {
        // Every exchange has a connection of its own.
    }
}
