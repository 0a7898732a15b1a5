package io.partita.workloads.mesos.discovery;

import io.partita.provisioning.system.mesos.Role;
import io.partita.workloads.http.HttpExchange;
import io.partita.workloads.mesos.Site;
import io.partita.workloads.mesos.api.AppTask;
import io.partita.workloads.mesos.api.DiscoveryApi;
import io.partita.workloads.mesos.api.FrameworkEntry;
import io.partita.workloads.mesos.api.MasterState;
import io.partita.workloads.mesos.api.Reply;
import io.partita.workloads.mesos.api.TaskEntry;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Asks sources for the running instances of an app, as a careful client does: what a master says that does not lead is nobody's
 * view and counts as no answer. Safe for use by several threads.
 */
final class Sources {

    private static final String RUNNING = "TASK_RUNNING";

    private final Site site;
    private final HttpExchange http;
    private final String app;

    /** @param app such as {@code /web} */
    Sources(Site site, HttpExchange http, String app) {
        this.site = site;
        this.http = http;
        this.app = app;
    }

    /** Every source that the layout has, by role. */
    static List<Source> of(Site site, Role role) {
        return site.on(role).stream().map(node -> new Source(role, node)).toList();
    }

    /** The running instances that {@code source} tells. */
    Reply<List<Instance>> ask(Source source) throws InterruptedException {
        return switch (source.role()) {
            case MARATHON -> site.marathon(http, source.node()).tasks().map(this::marathon);
            case DISCOVERY ->
                new DiscoveryApi(http, site.uri(Role.DISCOVERY, source.node()))
                        .tasks()
                        .map(tasks -> tasks.stream()
                                .filter(task -> task.name().equals(name()))
                                .flatMap(task -> task.endpoints().stream()
                                        .limit(1)
                                        .map(at -> instance(task.id(), at.host(), at.port())))
                                .toList());
            case MASTER -> master(source.node());
            default -> throw new IllegalArgumentException(source.words() + " tells of no instances");
        };
    }

    /** What Mesos calls the tasks of the app. */
    private String name() {
        return app.substring(1);
    }

    private List<Instance> marathon(List<AppTask> tasks) {
        return tasks.stream()
                .filter(task -> task.appId().equals(app) && task.isRunning() && task.host() != null)
                .map(task -> instance(task.id(), task.host(), first(task.ports())))
                .toList();
    }

    private Reply<List<Instance>> master(String node) throws InterruptedException {
        Reply<MasterState> reply = site.mesos(http, Role.MASTER, node).state(site.statePath());
        if (reply instanceof Reply.Ok<MasterState> ok && !ok.value().leads()) {
            return new Reply.Refused<>("not-leading: it says that "
                    + (ok.value().leader() == null ? "nobody" : ok.value().leader()) + " leads");
        }
        return reply.map(this::master);
    }

    private List<Instance> master(MasterState state) {
        Map<String, String> addresses = new HashMap<>();
        state.agents()
                .forEach(agent -> addresses.put(agent.id(), agent.address().replaceFirst(":\\d+$", "")));
        List<Instance> instances = new ArrayList<>();
        for (FrameworkEntry framework : state.frameworks()) {
            for (TaskEntry task : framework.tasks()) {
                String host = addresses.get(task.agentId());
                if (host != null && task.name().equals(name()) && task.state().equals(RUNNING)) {
                    instances.add(instance(task.id(), host, first(task.ports())));
                }
            }
        }
        return instances;
    }

    private Instance instance(String task, String host, int port) {
        return Instance.told(task, host, site.nodeAt(host).orElse(null), port);
    }

    private static int first(List<Integer> ports) {
        return ports.isEmpty() ? 0 : ports.get(0);
    }
}
