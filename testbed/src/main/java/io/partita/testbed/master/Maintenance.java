package io.partita.testbed.master;

import io.partita.testbed.master.cluster.AgentEntry;
import io.partita.testbed.master.registry.MachineId;
import io.partita.testbed.master.registry.Registry;
import io.partita.testbed.master.registry.Window;
import io.partita.testbed.messages.AgentInfo;
import io.partita.testbed.messages.Offer.Unavailability;
import io.partita.testbed.settings.Bug;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/**
 * Machines that operators take away for a while. A machine is UP, DRAINING from the moment it is in the schedule (its offers
 * say when it goes), DOWN when an operator says so, and UP, out of the schedule, when an operator says so.
 */
final class Maintenance {

    private final Context context;
    private final Offers offers;
    private Consumer<AgentEntry> takeDown = agent -> {};

    Maintenance(Context context, Offers offers) {
        this.context = context;
        this.offers = offers;
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

    /** Takes an agent down that was admitted while its machine went. */
    void look(AgentEntry agent) {
        if (isDown(agent.info())) {
            takeDown.accept(agent);
        }
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
        return first(
                registry.down(),
                machine -> !seen.contains(machine),
                "is deactivated and cannot be removed from the schedule");
    }

    /** What is wrong with taking machines down; empty if nothing is. */
    static Optional<String> problemDown(Registry registry, List<MachineId> machines) {
        return problem(registry, machines, false, "DRAINING mode and cannot be brought down");
    }

    /** What is wrong with bringing machines back; empty if nothing is. */
    static Optional<String> problemUp(Registry registry, List<MachineId> machines) {
        return problem(registry, machines, true, "DOWN mode and cannot be brought up");
    }

    /** Replaces the schedule. Offers that do not say when their machine goes now are withdrawn. */
    void schedule(List<Window> schedule, Runnable done) {
        Map<String, Optional<Unavailability>> before = new HashMap<>();
        change(
                registry -> {
                    context.cluster().agents().values().forEach(agent -> before.put(agent.id(), plan(registry, agent)));
                    return registry.withMaintenance(schedule, registry.down());
                },
                registry -> {
                    for (AgentEntry agent : context.cluster().agents().values()) {
                        if (!plan(registry, agent).equals(before.get(agent.id()))) {
                            offers.rescindOn(agent.id());
                        }
                    }
                    done.run();
                });
    }

    void down(List<MachineId> machines, Runnable done) {
        change(
                registry -> {
                    Set<MachineId> down = new LinkedHashSet<>(registry.down());
                    down.addAll(machines);
                    return registry.withMaintenance(registry.schedule(), down);
                },
                registry -> {
                    List.copyOf(context.cluster().agents().values()).stream()
                            .filter(agent -> machines.contains(machine(agent.info())))
                            .forEach(takeDown);
                    done.run();
                });
    }

    void up(List<MachineId> machines, Runnable done) {
        change(
                registry -> {
                    Set<MachineId> down = new LinkedHashSet<>(registry.down());
                    machines.forEach(down::remove);
                    return registry.withMaintenance(without(registry.schedule(), machines), down);
                },
                registry -> done.run());
    }

    private void change(UnaryOperator<Registry> change, Consumer<Registry> done) {
        context.registrar().update(change, done);
    }

    private static Optional<Unavailability> plan(Registry registry, AgentEntry agent) {
        return registry.unavailability(machine(agent.info()));
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

    /** What is wrong with machines that are all to be in the schedule, and down or not; empty if nothing is. */
    private static Optional<String> problem(
            Registry registry, List<MachineId> machines, boolean down, String otherMode) {
        if (machines.isEmpty()) {
            return Optional.of("List of machines is empty");
        }
        Set<MachineId> seen = new HashSet<>();
        return first(machines, machine -> !seen.add(machine), "appears more than once in the list")
                .or(() -> first(
                        machines,
                        machine -> registry.unavailability(machine).isEmpty(),
                        "is not part of a maintenance schedule"))
                .or(() -> first(
                        machines, machine -> registry.down().contains(machine) != down, "is not in " + otherMode));
    }

    private static Optional<String> first(Collection<MachineId> machines, Predicate<MachineId> isWrong, String why) {
        return machines.stream().filter(isWrong).findFirst().map(machine -> "Machine '" + machine + "' " + why);
    }

    private static MachineId machine(AgentInfo agent) {
        return new MachineId(agent.hostname(), agent.address().host());
    }
}
