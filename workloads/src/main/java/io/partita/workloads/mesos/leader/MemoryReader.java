package io.partita.workloads.mesos.leader;

import io.partita.provisioning.system.mesos.Role;
import io.partita.workloads.http.HttpExchange;
import io.partita.workloads.mesos.Site;
import io.partita.workloads.mesos.api.MasterState;
import io.partita.workloads.mesos.api.MesosApi;
import io.partita.workloads.mesos.api.Registry;
import io.partita.workloads.mesos.api.Reply;
import io.partita.workloads.mesos.observe.AllServers;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Asks all masters what they know. Safe for use by several threads. */
final class MemoryReader implements AutoCloseable {

    private final Site site;
    private final boolean maintenance;
    private final HttpExchange http;
    private final AllServers servers = new AllServers("memory");

    /** @param maintenance whether there is a maintenance schedule to ask for */
    MemoryReader(Site site, boolean maintenance, Duration limit) {
        this.site = site;
        this.maintenance = maintenance;
        this.http = new HttpExchange(limit);
    }

    Map<String, MasterMemory> read() throws InterruptedException {
        return servers.ask(site.on(Role.MASTER), this::read);
    }

    /** The state comes first: what is read after it is that of a leader that has taken the registry over. */
    private MasterMemory read(String node) throws InterruptedException {
        long begin = System.nanoTime();
        MesosApi master = site.mesos(http, Role.MASTER, node);
        Reply<MasterState> reply = master.state(site.statePath());
        if (!(reply instanceof Reply.Ok<MasterState> ok)) {
            return MasterMemory.silent(node, status(reply));
        }
        MasterState state = ok.value();
        Optional<Registry> registry = state.leads() ? master.registry().good() : Optional.empty();
        return new MasterMemory(
                node,
                ok.status(),
                state.leads(),
                state.id(),
                state.agents().size(),
                state.frameworks().size(),
                state.leads() ? elected(master, begin) : Optional.empty(),
                state.leads() && maintenance
                        ? master.maintenanceSchedule().good().map(Schedules::numbers)
                        : Optional.empty(),
                registry.map(Registry::admitted).map(Set::copyOf),
                registry.map(MemoryReader::away).orElse(Set.of()));
    }

    /** Whether the process that answered since {@code begin} says that it is elected; another one says nothing. */
    private static Optional<Boolean> elected(MesosApi master, long begin) throws InterruptedException {
        Map<String, Double> metrics = master.metrics().good().orElse(Map.of());
        double asking = (System.nanoTime() - begin) / 1e9;
        return metrics.getOrDefault("master/uptime_secs", 0.0) > asking
                ? Optional.ofNullable(metrics.get("master/elected")).map(elected -> elected != 0)
                : Optional.empty();
    }

    private static Set<String> away(Registry registry) {
        Set<String> away = new HashSet<>(registry.unreachable());
        away.addAll(registry.gone());
        return away;
    }

    private static int status(Reply<?> reply) {
        if (reply instanceof Reply.Refused<?> refused && refused.answer() != null) {
            return refused.answer().status();
        }
        return reply instanceof Reply.Unknown<?> unknown && unknown.answer() != null
                ? unknown.answer().status()
                : 0;
    }

    /** The master on {@code node}. */
    MesosApi master(String node) {
        return site.mesos(http, Role.MASTER, node);
    }

    /** The nodes whose master leads by its own account, with their terms. */
    List<MasterMemory> leaders() throws InterruptedException {
        return servers.ask(site.on(Role.MASTER), node -> leader(node)).values().stream()
                .flatMap(Optional::stream)
                .toList();
    }

    private Optional<MasterMemory> leader(String node) throws InterruptedException {
        return master(node)
                .state(site.statePath())
                .good()
                .filter(MasterState::leads)
                .map(state -> new MasterMemory(
                        node,
                        200,
                        true,
                        state.id(),
                        state.agents().size(),
                        state.frameworks().size(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Set.of()));
    }

    @Override
    public void close() {
        servers.close();
    }
}
