package io.partita.testbed.master.registry;

import io.partita.testbed.messages.AgentInfo;
import io.partita.testbed.messages.MasterInfo;
import io.partita.testbed.messages.Offer.Unavailability;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * What a master leaves to the next one. No tasks and no frameworks: agents and schedulers bring these back.
 *
 * @param master who wrote it last; null before the first write
 * @param agents admitted, by id
 * @param unreachable since when, nanoseconds since 1970, by id
 * @param gone since when, nanoseconds since 1970, by id
 * @param deactivated agents that an operator deactivated
 * @param drains agents that an operator wants empty
 * @param schedule planned maintenance
 * @param down machines in maintenance
 */
public record Registry(
        MasterInfo master,
        Map<String, AgentInfo> agents,
        Map<String, Long> unreachable,
        Map<String, Long> gone,
        Set<String> deactivated,
        Map<String, Drain> drains,
        List<Window> schedule,
        Set<MachineId> down) {

    public static final Registry EMPTY =
            new Registry(null, Map.of(), Map.of(), Map.of(), Set.of(), Map.of(), List.of(), Set.of());

    public Registry {
        agents = ordered(agents);
        unreachable = ordered(unreachable);
        gone = ordered(gone);
        deactivated = Collections.unmodifiableSet(new LinkedHashSet<>(deactivated));
        drains = ordered(drains);
        schedule = List.copyOf(schedule);
        down = Collections.unmodifiableSet(new LinkedHashSet<>(down));
    }

    public Registry withMaster(MasterInfo newMaster) {
        return new Registry(newMaster, agents, unreachable, gone, deactivated, drains, schedule, down);
    }

    /** The agent is admitted, new or come back from being unreachable. */
    public Registry admit(AgentInfo agent) {
        return lists(with(agents, map -> map.put(agent.id(), agent)), without(unreachable, agent.id()), gone);
    }

    /** The agent is forgotten. */
    public Registry remove(String id) {
        return lists(without(agents, id), unreachable, gone).forgetWishes(id);
    }

    /** The agent may come back; {@code since} counts nanoseconds from 1970. */
    public Registry markUnreachable(String id, long since) {
        return lists(without(agents, id), with(unreachable, map -> map.put(id, since)), gone);
    }

    /** The agent will not come back, says an operator. */
    public Registry markGone(String id, long since) {
        return lists(without(agents, id), without(unreachable, id), with(gone, map -> map.put(id, since)))
                .forgetWishes(id);
    }

    public Registry withDeactivated(Set<String> ids) {
        return new Registry(master, agents, unreachable, gone, ids, drains, schedule, down);
    }

    public Registry withDrains(Map<String, Drain> newDrains) {
        return new Registry(master, agents, unreachable, gone, deactivated, newDrains, schedule, down);
    }

    public Registry withMaintenance(List<Window> newSchedule, Set<MachineId> newDown) {
        return new Registry(master, agents, unreachable, gone, deactivated, drains, newSchedule, newDown);
    }

    /** When a machine is to be away; empty if nothing is planned for it. */
    public Optional<Unavailability> unavailability(MachineId machine) {
        return schedule.stream()
                .filter(window -> window.machines().contains(machine))
                .map(Window::unavailability)
                .findFirst();
    }

    /** All machines in the schedule. */
    public Stream<MachineId> scheduled() {
        return schedule.stream().flatMap(window -> window.machines().stream());
    }

    private Registry forgetWishes(String id) {
        Set<String> others = new LinkedHashSet<>(deactivated);
        others.remove(id);
        return withDeactivated(others).withDrains(without(drains, id));
    }

    private Registry lists(
            Map<String, AgentInfo> newAgents, Map<String, Long> newUnreachable, Map<String, Long> newGone) {
        return new Registry(master, newAgents, newUnreachable, newGone, deactivated, drains, schedule, down);
    }

    private static <V> Map<String, V> without(Map<String, V> map, String key) {
        return with(map, copy -> copy.remove(key));
    }

    private static <V> Map<String, V> with(Map<String, V> map, Consumer<Map<String, V>> change) {
        Map<String, V> copy = new LinkedHashMap<>(map);
        change.accept(copy);
        return copy;
    }

    private static <V> Map<String, V> ordered(Map<String, V> map) {
        return Collections.unmodifiableMap(new LinkedHashMap<>(map));
    }
}
