package io.partita.nemesis.fault.internal;

import io.partita.nemesis.fault.Environment;
import io.partita.nemesis.fault.Fault;
import io.partita.nemesis.fault.FaultException;
import io.partita.nemesis.fault.Inverse;
import io.partita.nemesis.proof.Polling;
import io.partita.nemesis.proof.Proof;
import io.partita.provisioning.remote.Remote;
import io.partita.provisioning.system.ProcessState;
import io.partita.provisioning.system.Revivable;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/** Kills or pauses the system's processes on some nodes. */
final class ProcessFault implements Fault {

    private final ProcessKind.Blow blow;
    private final ProcessKind.Verbs verbs;
    private final Environment environment;
    private final Revivable system;
    private final List<String> targets;

    ProcessFault(ProcessKind.Blow blow, Environment environment, List<String> targets) {
        this.blow = blow;
        this.environment = environment;
        this.verbs = blow.verbs(environment).orElseThrow();
        this.system = environment.systemAs(Revivable.class).orElseThrow();
        this.targets = List.copyOf(targets);
    }

    @Override
    public String name() {
        return blow.fault;
    }

    @Override
    public List<String> targets() {
        return targets;
    }

    @Override
    public String description() {
        return blow.fault + " " + environment.systemName() + " on " + String.join(",", targets);
    }

    @Override
    public List<Inverse> inverses() {
        return targets.stream()
                .map(node -> new Inverse(
                        node,
                        system.revival(node),
                        system.revival(node),
                        List.of("process of " + environment.systemName())))
                .toList();
    }

    /** Refuses to strike what does not run: it would prove nothing, and recovery would start what had not been ended. */
    void requireRunning() {
        Map<String, ProcessState> before = states();
        before.values().removeIf(state -> state == ProcessState.RUNNING);
        if (!before.isEmpty()) {
            throw new FaultException(
                    environment.systemName() + " does not run where " + blow.fault + " was to strike it: " + before);
        }
    }

    /** Nothing: a signal needs no preparation. */
    @Override
    public void prepare() {}

    @Override
    public void inject() {
        onTargets(verbs.strike());
    }

    @Override
    public Proof awaitActive() {
        return await(blow.struck, environment.limits().active());
    }

    @Override
    public void recover() {
        onTargets(verbs.revive());
    }

    @Override
    public Proof awaitRecovered() {
        return await(ProcessState.RUNNING, environment.limits().recovered());
    }

    /** Nothing: {@link #prepare()} has put nothing in place. */
    @Override
    public void cleanup() {}

    private Proof await(ProcessState wanted, Duration limit) {
        var polling = new Polling(
                environment.clock()::millis,
                environment.clock()::sleep,
                environment.limits().poll());
        return polling.await(limit, () -> {
            Map<String, ProcessState> states = states();
            var json = new TreeMap<String, String>();
            states.forEach((node, state) -> json.put(node, state.name()));
            states.values().removeIf(state -> state == wanted);
            return Proof.of(states.isEmpty() ? "" : "not " + wanted + ": " + states, Map.of("processes", json));
        });
    }

    private Map<String, ProcessState> states() {
        return new TreeMap<>(environment.nodes().parallel(targets, verbs.state()::apply));
    }

    private void onTargets(Consumer<Remote> action) {
        environment.nodes().parallel(targets, remote -> {
            action.accept(remote);
            return remote.node();
        });
    }
}
