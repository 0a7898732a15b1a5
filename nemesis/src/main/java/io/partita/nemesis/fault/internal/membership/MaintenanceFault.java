package io.partita.nemesis.fault.internal.membership;

import io.partita.nemesis.fault.Environment;
import io.partita.nemesis.fault.Inverse;
import io.partita.nemesis.fault.internal.shared.PlacedFault;
import io.partita.nemesis.fault.internal.shared.Processes;
import io.partita.nemesis.proof.Proof;
import io.partita.provisioning.remote.Command;
import io.partita.provisioning.system.HasMaintenance;
import io.partita.provisioning.system.MaintenanceState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * Machines under maintenance. Every node of a master, and every target, has the command that takes them up: it asks who leads
 * when it runs.
 */
final class MaintenanceFault extends PlacedFault {

    private static final long NANOS_PER_MILLI = 1_000_000;

    private final HasMaintenance system;
    private final Processes agents;
    private final List<String> machines;
    private final List<String> keepers;
    private final long start;

    /** @param salt tells the window from others that begin in the same millisecond, from 0 to 999 */
    MaintenanceFault(
            String name,
            HasMaintenance system,
            Processes agents,
            Environment environment,
            List<String> targets,
            MaintenanceState now,
            long salt) {
        super(name, environment, targets);
        this.system = system;
        this.agents = agents;
        this.machines = targets.stream().map(now.active()::get).toList();
        this.keepers = system.keepers(environment.nodes());
        this.start = System.currentTimeMillis() * NANOS_PER_MILLI + salt;
    }

    @Override
    public String description() {
        return "take the machines of " + agents.words() + " on " + String.join(",", targets) + " down";
    }

    @Override
    public Map<String, Object> intent() {
        return Map.of("maintenance", targets);
    }

    @Override
    public List<Inverse> inverses() {
        Command undo = system.maintenanceEnd(environment.nodes(), start, machines);
        Command check = system.maintenanceCheck(environment.nodes(), start, machines);
        Set<String> all = new LinkedHashSet<>(keepers);
        all.addAll(targets);
        return all.stream()
                .map(node -> new Inverse(
                        node, undo, check, targets.contains(node) ? agents.objects() : List.of(MaintenanceKind.OBJECT)))
                .toList();
    }

    @Override
    public void inject() {
        onKeeper(system.maintenanceBegin(environment.nodes(), start, machines));
    }

    @Override
    public Proof awaitActive() {
        return await(environment.limits().active(), now -> missing(now, true));
    }

    @Override
    public void recover() {
        onKeeper(system.maintenanceEnd(environment.nodes(), start, machines));
    }

    /** An agent that was turned away is started again by its supervisor, and then registers. */
    @Override
    public Proof awaitRecovered() {
        return await(
                environment.limits().recovered().plus(environment.system().recoveryBound()),
                now -> missing(now, false));
    }

    private void onKeeper(Command command) {
        environment.nodes().on(keepers.get(0)).require(command);
    }

    private List<String> missing(MaintenanceState now, boolean away) {
        List<String> missing = new ArrayList<>();
        if (now.leader().isEmpty()) {
            return List.of("no master leads");
        }
        for (String node : targets) {
            if (away != now.down().contains(node)) {
                missing.add("the machine of " + node + " is " + (away ? "not down" : "still down"));
            }
            if (!away && now.draining().contains(node)) {
                missing.add("the machine of " + node + " is still in the schedule");
            }
            if (away == now.active().containsKey(node)) {
                missing.add("the agent on " + node + " is " + (away ? "still" : "not") + " registered");
            }
        }
        return missing;
    }

    private Proof await(Duration limit, Function<MaintenanceState, List<String>> missing) {
        return environment.polling().await(limit, () -> {
            MaintenanceState now = system.maintenance(environment.nodes());
            Map<String, Object> data = new LinkedHashMap<>();
            data.put("leader", now.leader());
            data.put("down", now.down());
            data.put("draining", now.draining());
            data.put("registered", List.copyOf(now.active().keySet()));
            return Proof.of(String.join("; ", missing.apply(now)), data);
        });
    }
}
