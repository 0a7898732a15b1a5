package io.partita.workloads.mesos.discovery;

import io.partita.provisioning.system.mesos.Role;
import io.partita.workloads.client.Client;
import io.partita.workloads.client.Completion;
import io.partita.workloads.client.Invocation;
import io.partita.workloads.mesos.Site;
import io.partita.workloads.mesos.TaskKills;
import io.partita.workloads.mesos.api.Reply;
import io.partita.workloads.mesos.nodes.NodeTasks;
import io.partita.workloads.mesos.nodes.TaskProcess;
import io.partita.workloads.mesos.observe.Json;
import io.partita.workloads.mesos.observe.Observer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Performs the operations of {@link DiscoveryWorkload}. Safe for use by several threads. */
final class DiscoveryClient implements Client {

    /** Asks a {@link Source}, the argument, for the app's instances, and each of those who it is; see {@link Listing}. */
    static final String ASK = "ask";
    /** Asks every task that lives on the nodes, as far as its port is known, who it is; see {@link Instance}. */
    static final String PROBE = "probe";
    /** Sends a request through the load balancer; the result says which {@code task} answered. */
    static final String REQUEST = "request";

    private final Site site;
    private final String app;
    private final Observer observer;
    private final Sources sources;
    private final Probes probes;
    private final Optional<Balancer> balancer;
    /** Where tasks were last said to be: processes do not tell their ports. */
    private final Map<String, Instance> known = new ConcurrentHashMap<>();

    DiscoveryClient(
            Site site, String app, Observer observer, Sources sources, Probes probes, Optional<Balancer> balancer) {
        this.site = site;
        this.app = app;
        this.observer = observer;
        this.sources = sources;
        this.probes = probes;
        this.balancer = balancer;
    }

    @Override
    public Completion invoke(Invocation invocation) throws InterruptedException, IOException {
        return switch (invocation.f()) {
            case ASK -> ask(invocation);
            case PROBE -> probe();
            case REQUEST ->
                balancer.orElseThrow(() -> new IllegalStateException("there is no load balancer"))
                        .request(invocation);
            case TaskKills.KILL -> TaskKills.kill(site, invocation);
            default -> observer.observe(invocation);
        };
    }

    private Completion ask(Invocation invocation) throws InterruptedException, IOException {
        Source source = Source.fromJson(Json.object(invocation.value()));
        long asked = System.nanoTime();
        Reply<List<Instance>> reply = sources.ask(source);
        if (reply instanceof Reply.Ok<List<Instance>> ok) {
            if (source.role() == Role.MARATHON && balancer.isPresent()) {
                balancer.get().feed(asked, ok.value());
            }
            ok.value().forEach(instance -> known.put(instance.task(), instance));
            List<Instance> answered = probes.probe(ok.value());
            return Completion.ok(new Listing(source, answered).toJson());
        }
        return Completion.fail(invocation, reply.error());
    }

    private Completion probe() throws InterruptedException {
        NodeTasks found = observer.processes();
        List<Instance> living = new ArrayList<>();
        found.live()
                .forEach((node, processes) -> processes.stream()
                        .filter(process -> process.app().equals(app))
                        .map(TaskProcess::task)
                        .map(known::get)
                        .filter(instance -> instance != null && node.equals(instance.node()))
                        .forEach(living::add));
        List<Object> answers = new ArrayList<>();
        probes.probe(living).forEach(instance -> answers.add(instance.toJson()));
        return Completion.ok(Map.of("instances", answers));
    }

    @Override
    public void close() {
        // Every request has a connection of its own; the rest belongs to the load.
    }
}
