package io.partita.nemesis;

import io.partita.provisioning.cluster.Node;
import io.partita.provisioning.remote.Command;
import io.partita.provisioning.remote.Nodes;
import io.partita.provisioning.remote.Remote;
import io.partita.provisioning.system.Crashable;
import io.partita.provisioning.system.HasLeader;
import io.partita.provisioning.system.HasProcess;
import io.partita.provisioning.system.Killable;
import io.partita.provisioning.system.Pausable;
import io.partita.provisioning.system.ProcessState;
import io.partita.provisioning.system.Revivable;
import io.partita.provisioning.system.Serving;
import io.partita.provisioning.system.Stoppable;
import io.partita.provisioning.system.SystemUnderTest;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The smallest system that can be killed and paused: a process that sleeps, on each node. Its leader never changes. */
public final class FakeDaemon
        implements SystemUnderTest,
                Killable,
                Stoppable,
                Pausable,
                Crashable,
                Revivable,
                HasProcess,
                Serving,
                HasLeader {

    private static final String PID = "pid=$(cat /run/fake-daemon.pid 2>/dev/null); ";
    private static final String ALIVE =
            "state() { sed -n 's/^State:[[:space:]]*\\(.\\).*/\\1/p' \"/proc/$pid/status\" 2>/dev/null; }; ";
    private static final String START = PID + ALIVE
            + "case $(state) in ''|Z|X) setsid sleep 100000 </dev/null >/dev/null 2>&1 & echo $! >/run/fake-daemon.pid;; "
            + "T) kill -CONT $pid;; esac\n"
            + PID
            + "i=0; while [ $i -lt 100 ]; do case $(state) in ''|Z|X|T) sleep 0.02;; *) exit 0;; esac; i=$((i+1)); done; exit 1\n";

    private final String leader;
    private volatile String deaf = "";

    public FakeDaemon(String leader) {
        this.leader = leader;
    }

    @Override
    public String name() {
        return "fake-daemon";
    }

    @Override
    public String version() {
        return "1";
    }

    @Override
    public void install(Nodes nodes) {
        remove(nodes);
    }

    @Override
    public void start(Nodes nodes) {
        nodes.parallel(node -> node.require(revival(node.node())));
    }

    @Override
    public void awaitReady(Nodes nodes, Duration limit) {
        // A process that sleeps is ready as soon as it exists.
    }

    @Override
    public void remove(Nodes nodes) {
        nodes.parallel(node -> node.require(Command.script(PID
                + "if [ -n \"$pid\" ]; then kill -9 $pid; while kill -0 $pid; do sleep 0.02; done; fi 2>/dev/null; "
                + "rm -f /run/fake-daemon.pid")));
    }

    @Override
    public Duration recoveryBound() {
        return Duration.ofSeconds(1);
    }

    @Override
    public void kill(Remote node) {
        node.run(Command.script(PID + "kill -9 $pid"));
    }

    @Override
    public String stop(Remote node) {
        node.run(Command.script(PID + "kill -TERM $pid; while kill -0 $pid; do sleep 0.02; done 2>/dev/null"));
        return "terminated";
    }

    @Override
    public Command crashing(String node) {
        return Command.script(PID + "[ -z \"$pid\" ] || kill -9 $pid 2>/dev/null; exit 0")
                .asIdempotent();
    }

    @Override
    public Optional<String> process(Remote node) {
        String word = node.run(Command.script(PID
                        + "[ -d /proc/$pid ] && echo \"$pid/$(sed 's/^.*) //' /proc/$pid/stat | cut -d ' ' -f 20)\""))
                .stdout()
                .strip();
        return Optional.of(word).filter(text -> !text.isEmpty());
    }

    /** From now on the process on {@code node} does not serve, though it runs. */
    public void refusesOn(String node) {
        deaf = node;
    }

    @Override
    public boolean serves(Node node) {
        return !node.name().equals(deaf);
    }

    @Override
    public void start(Remote node) {
        node.require(revival(node.node()));
    }

    @Override
    public void pause(Remote node) {
        node.run(Command.script(PID + "kill -STOP $pid"));
    }

    @Override
    public void resume(Remote node) {
        node.run(Command.script(PID + "kill -CONT $pid"));
    }

    @Override
    public ProcessState state(Remote node) {
        return switch (node.run(Command.script(PID + ALIVE + "state")).stdout().strip()) {
            case "", "Z", "X" -> ProcessState.DEAD;
            case "T" -> ProcessState.PAUSED;
            default -> ProcessState.RUNNING;
        };
    }

    @Override
    public Command revival(String node) {
        return Command.script(START).asIdempotent();
    }

    @Override
    public List<String> leaders(Nodes nodes) {
        return List.of(leader);
    }
}
