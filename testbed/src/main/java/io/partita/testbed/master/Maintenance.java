package io.partita.testbed.master;

import io.partita.testbed.master.cluster.AgentEntry;
import io.partita.testbed.master.registry.MachineId;
import io.partita.testbed.master.registry.Registry;
import io.partita.testbed.master.registry.Window;
import io.partita.testbed.messages.AgentInfo;
import io.partita.testbed.messages.Offer.Unavailability;
import io.partita.testbed.settings.Bug;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Machines that operators take away for a while. A machine is UP, DRAINING from the moment it is in the schedule (its offers
 * say when it goes), DOWN when an operator says so, and UP, out of the schedule, when an operator says so.
 */
final class Maintenance {

    private final Context context;
    private Consumer<AgentEntry> takeDown = agent -> {};

    Maintenance(Context context) {
        this.context = context;
    }

    /** What it does to agents of machines that go down. To be called once, before all else. */
    void connect(Consumer<AgentEntry> newTakeDown) {
        takeDown = newTakeDown;
    }

    /** When an agent's machine is to be away. */
    Optional<Unavailability> unavailability(AgentInfo agent) {
        return context.registrar().registry().unavailability(machine(agent));
    }

    /** Whether an agent may not be here. */
    boolean isDown(AgentInfo agent) {
        return context.registrar().registry().down().contains(machine(agent))
                && !context.settings().has(Bug.B38);
    }

    /** What is wrong with a new schedule; empty if nothing is. */
    static Optional<String> problem(Registry registry, List<Window> schedule) {
        Set<MachineId> seen = new HashSet<>();
        for (Window window : schedule) {
            if (window.machines().isEmpty()) {
                return Optional.of("List of machines is empty");
            }
            if (window.unavailability().start() < 0
                    || (window.unavailability().duration() != null
                            && window.unavailability().duration() < 0)) {
                return Optional.of("Unavailability 'duration' is negative");
            }
            for (MachineId machine : window.machines()) {
                if (machine.hostname().isEmpty() && machine.ip().isEmpty()) {
                    return Optional.of("Both 'hostname' and 'ip' for a machine are empty");
                }
                if (!seen.add(machine)) {
                    return Optional.of("Machine '" + machine + "' appears more than once in the schedule");
                }
            }
        }
        return registry.down().stream()
                .filter(machine -> !seen.contains(machine))
                .findFirst()
                .map(machine -> "Machine '" + machine + "' is deactivated and cannot be removed from the schedule");
    }

    /** What is wrong with taking machines down; empty if nothing is. */
    static Optional<String> problemDown(Registry registry, List<MachineId> machines) {
        return problem(machines)
                .or(() -> machines.stream()
                        .filter(machine -> registry.unavailability(machine).isEmpty())
                        .findFirst()
                        .map(machine -> "Machine '" + machine + "' is not part of a maintenance schedule")
                        .or(() -> machines.stream()
                                .filter(registry.down()::contains)
                                .findFirst()
                                .map(machine -> "Machine '" + machine
                                        + "' is not in DRAINING mode and cannot be brought down")));
    }

    /** What is wrong with bringing machines back; empty if nothing is. */
    static Optional<String> problemUp(Registry registry, List<MachineId> machines) {
        return problem(machines)
                .or(() -> machines.stream()
                        .filter(machine -> registry.unavailability(machine).isEmpty())
                        .findFirst()
                        .map(machine -> "Machine '" + machine + "' is not part of a maintenance schedule")
                        .or(() -> machines.stream()
                                .filter(machine -> !registry.down().contains(machine))
                                .findFirst()
                                .map(machine ->
                                        "Machine '" + machine + "' is not in DOWN mode and cannot be brought up")));
    }

    void schedule(List<Window> schedule, Runnable done) {
        context.registrar()
                .update(registry -> registry.withMaintenance(schedule, registry.down()), registry -> done.run());
    }

    void down(List<MachineId> machines, Runnable done) {
        context.registrar()
                .update(
                        registry -> {
                            Set<MachineId> down = new LinkedHashSet<>(registry.down());
                            down.addAll(machines);
                            return registry.withMaintenance(registry.schedule(), down);
                        },
                        registry -> {
                            new ArrayList<>(context.cluster().agents().values())
                                    .stream()
                                            .filter(agent -> machines.contains(machine(agent.info())))
                                            .forEach(takeDown);
                            done.run();
                        });
    }

    void up(List<MachineId> machines, Runnable done) {
        context.registrar()
                .update(
                        registry -> {
                            Set<MachineId> down = new LinkedHashSet<>(registry.down());
                            machines.forEach(down::remove);
                            return registry.withMaintenance(without(registry.schedule(), machines), down);
                        },
                        registry -> done.run());
    }

    private static List<Window> without(List<Window> schedule, List<MachineId> machines) {
        return schedule.stream()
                .map(window -> new Window(
                        window.machines().stream()
                                .filter(machine -> !machines.contains(machine))
                                .toList(),
                        window.unavailability()))
                .filter(window -> !window.machines().isEmpty())
                .toList();
    }

    private static Optional<String> problem(List<MachineId> machines) {
        if (machines.isEmpty()) {
            return Optional.of("List of machines is empty");
        }
        Set<MachineId> seen = new HashSet<>();
        return machines.stream()
                .filter(machine -> !seen.add(machine))
                .findFirst()
                .map(machine -> "Machine '" + machine + "' appears more than once in the list");
    }

    private static MachineId machine(AgentInfo agent) {
        return new MachineId(agent.hostname(), agent.address().host());
    }
}
