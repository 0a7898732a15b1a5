package io.partita.workloads.mesos.observe;

import io.partita.provisioning.system.mesos.Role;
import io.partita.workloads.client.Completion;
import io.partita.workloads.client.Invocation;
import io.partita.workloads.http.HttpExchange;
import io.partita.workloads.mesos.Site;
import io.partita.workloads.mesos.api.AppTask;
import io.partita.workloads.mesos.api.MarathonInfo;
import io.partita.workloads.mesos.api.Reply;
import io.partita.workloads.mesos.nodes.NodeClocks;
import io.partita.workloads.mesos.nodes.NodeTasks;
import io.partita.workloads.mesos.nodes.ProcessListing;
import io.partita.workloads.mesos.nodes.TaskLedger;
import io.partita.workloads.mesos.nodes.TaskLedgers;
import io.partita.workloads.mesos.nodes.TaskProgram;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Performs the operations that observe a cluster; their functions are the constants here. An observation changes nothing
 * and always succeeds if it could be made at all: that a server does not answer is what was observed. Safe for use by
 * several threads.
 */
public final class Observer implements AutoCloseable {

    /** Asks every master for its state; see {@link MasterView}. */
    public static final String MASTERS = "masters";
    /** Asks every Marathon about itself; see {@link MarathonView}. */
    public static final String MARATHONS = "marathons";
    /** Asks the Marathon on the node that is the argument for all apps and tasks; see {@link AppsView}. */
    public static final String APPS = "apps";
    /** Looks for processes of tasks on every node; see {@link NodeTasks}. */
    public static final String PROCESSES = "processes";
    /** Collects what tasks wrote about themselves from every node; see {@link TaskLedger}. */
    public static final String LEDGER = "ledger";

    /** All of these. */
    public static final Set<String> FUNCTIONS = Set.of(MASTERS, MARATHONS, APPS, PROCESSES, LEDGER);

    private final Site site;
    private final HttpExchange http;
    private final TaskProgram program;
    private final NodeClocks clocks;
    private final MasterReading masters;
    private final AllServers servers = new AllServers("observer");

    /**
     * @param limit how long a server may take to answer
     * @param program what tasks run, which keeps the ledger
     */
    public Observer(Site site, Duration limit, TaskProgram program) {
        this.site = site;
        this.http = new HttpExchange(limit);
        this.program = program;
        this.clocks = NodeClocks.of(site.nodes(), site.clock());
        this.masters = new MasterReading(site);
    }

    /** Whether {@code function} is one of {@link #FUNCTIONS}. */
    public static boolean handles(String function) {
        return FUNCTIONS.contains(function);
    }

    /** Performs one of {@link #FUNCTIONS}. */
    public Completion observe(Invocation invocation) throws InterruptedException {
        return switch (invocation.f()) {
            case MASTERS -> Completion.ok(servers.ask(site.on(Role.MASTER), this::master));
            case MARATHONS -> Completion.ok(servers.ask(site.on(Role.MARATHON), this::marathon));
            case APPS -> apps(invocation);
            case PROCESSES -> Completion.ok(processes().toJson());
            case LEDGER -> ledger();
            default -> throw new IllegalArgumentException("no observation is called " + invocation.f());
        };
    }

    /** What is on the nodes now. */
    public NodeTasks processes() {
        return ProcessListing.of(site.nodes()).read();
    }

    private Completion ledger() {
        clocks.measure();
        return Completion.ok(
                TaskLedgers.of(program, site.nodes(), clocks).read().toJson());
    }

    private Map<String, Object> master(String node) throws InterruptedException {
        return masters.view(node, site.mesos(http, Role.MASTER, node).state(site.statePath()))
                .toJson();
    }

    private Map<String, Object> marathon(String node) throws InterruptedException {
        Reply<MarathonInfo> reply = site.marathon(http, node).info();
        if (reply instanceof Reply.Ok<MarathonInfo> ok) {
            String leader = site.nodeAt(ok.value().leader()).orElse(null);
            return new MarathonView(
                            node,
                            ok.status(),
                            null,
                            node.equals(leader),
                            leader,
                            ok.value().frameworkId())
                    .toJson();
        }
        return new MarathonView(node, MasterReading.status(reply), reply.error(), false, null, null).toJson();
    }

    private Completion apps(Invocation invocation) throws InterruptedException {
        String node = String.valueOf(invocation.value());
        return site.marathon(http, node).appsWithTasks().complete(invocation, apps -> {
            Map<String, AppsView.App> views = new LinkedHashMap<>();
            apps.forEach(app -> views.put(
                    app.id(), new AppsView.App(app.instances(), app.version(), app.deployments(), tasks(app.tasks()))));
            return new AppsView(node, views).toJson();
        });
    }

    private Map<String, AppsView.Task> tasks(List<AppTask> tasks) {
        Map<String, AppsView.Task> views = new LinkedHashMap<>();
        tasks.forEach(task -> views.put(
                task.id(),
                new AppsView.Task(task.state(), site.nodeAt(task.host()).orElse(null), task.version(), task.ports())));
        return views;
    }

    @Override
    public void close() {
        servers.close();
    }
}
