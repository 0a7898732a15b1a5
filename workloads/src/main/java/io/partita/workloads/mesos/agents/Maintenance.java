package io.partita.workloads.mesos.agents;

import io.partita.provisioning.system.mesos.Role;
import io.partita.workloads.client.Completion;
import io.partita.workloads.client.Invocation;
import io.partita.workloads.http.HttpExchange;
import io.partita.workloads.mesos.Site;
import io.partita.workloads.mesos.api.AgentEntry;
import io.partita.workloads.mesos.api.MachineId;
import io.partita.workloads.mesos.api.MaintenanceWindow;
import io.partita.workloads.mesos.api.MasterState;
import io.partita.workloads.mesos.api.MesosApi;
import io.partita.workloads.mesos.api.Reply;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Performs the operations that take a machine away for maintenance, through whichever master leads; the argument is the
 * machine's node. Each makes one request that changes something, and never repeats it. Safe for use by several threads.
 */
final class Maintenance {

    /** Puts the machine of an agent into the schedule. */
    static final String SCHEDULE = "schedule-maintenance";
    /** Takes a scheduled machine down. */
    static final String DOWN = "machine-down";
    /** Takes it up again. */
    static final String UP = "machine-up";

    private static final Set<String> FUNCTIONS = Set.of(SCHEDULE, DOWN, UP);
    private static final Duration LENGTH = Duration.ofHours(1);

    private record Leader(MesosApi api, MasterState state) {}

    private final Site site;
    private final HttpExchange http;

    /** @param limit how long a server may take to answer */
    Maintenance(Site site, Duration limit) {
        this.site = site;
        this.http = new HttpExchange(limit);
    }

    static boolean handles(String function) {
        return FUNCTIONS.contains(function);
    }

    Completion perform(Invocation invocation) throws InterruptedException {
        String node = String.valueOf(invocation.value());
        Optional<Leader> leader = leader();
        if (leader.isEmpty()) {
            return Completion.fail(invocation, "no-leader");
        }
        Optional<MachineId> machine = invocation.f().equals(SCHEDULE)
                ? registered(leader.get().state, node)
                : scheduled(leader.get().api, node);
        if (machine.isEmpty()) {
            return Completion.fail(invocation, "unknown-machine: " + node);
        }
        Reply<String> reply = switch (invocation.f()) {
            case SCHEDULE -> leader.get().api.scheduleMaintenance(List.of(window(machine.get())));
            case DOWN -> leader.get().api.machineDown(List.of(machine.get()));
            default -> leader.get().api.machineUp(List.of(machine.get()));
        };
        return reply.complete(invocation, answer -> node);
    }

    private Optional<Leader> leader() throws InterruptedException {
        for (String node : site.on(Role.MASTER)) {
            MesosApi api = site.mesos(http, Role.MASTER, node);
            Optional<MasterState> state = api.state(site.statePath()).good().filter(MasterState::leads);
            if (state.isPresent()) {
                return Optional.of(new Leader(api, state.get()));
            }
        }
        return Optional.empty();
    }

    private Optional<MachineId> registered(MasterState state, String node) {
        return state.agents().stream()
                .filter(agent -> site.nodeAt(agent.address()).equals(Optional.of(node)))
                .findFirst()
                .map(agent -> new MachineId(agent.hostname(), host(agent)));
    }

    private Optional<MachineId> scheduled(MesosApi api, String node) throws InterruptedException {
        return api.maintenanceSchedule().good().stream()
                .flatMap(List::stream)
                .flatMap(window -> window.machines().stream())
                .filter(machine -> site.nodeAt(machine.ip()).equals(Optional.of(node)))
                .findFirst();
    }

    private static String host(AgentEntry agent) {
        return agent.address().replaceFirst(":\\d+$", "");
    }

    private static MaintenanceWindow window(MachineId machine) {
        return new MaintenanceWindow(List.of(machine), System.currentTimeMillis() * 1_000_000, LENGTH.toNanos());
    }
}
