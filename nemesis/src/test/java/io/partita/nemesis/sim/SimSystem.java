package io.partita.nemesis.sim;

import io.partita.provisioning.remote.Command;
import io.partita.provisioning.remote.Nodes;
import io.partita.provisioning.remote.Remote;
import io.partita.provisioning.system.HasClock;
import io.partita.provisioning.system.HasData;
import io.partita.provisioning.system.HasLeader;
import io.partita.provisioning.system.Killable;
import io.partita.provisioning.system.Pausable;
import io.partita.provisioning.system.ProcessClock;
import io.partita.provisioning.system.ProcessState;
import io.partita.provisioning.system.Provision;
import io.partita.provisioning.system.Provisionable;
import io.partita.provisioning.system.Revivable;
import io.partita.provisioning.system.SystemUnderTest;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** The system that runs on the nodes of a {@link World}. */
public class SimSystem
        implements SystemUnderTest, Killable, Pausable, Revivable, HasLeader, HasClock, HasData, Provisionable {

    private List<String> leaders = List.of("n2");
    private boolean clocks = true;

    /** From now on these nodes lead. */
    public void leaders(List<String> names) {
        leaders = names;
    }

    /** From now on its processes read the kernel's clock. */
    public void withoutClocks() {
        clocks = false;
    }

    @Override
    public List<ProcessClock> clocks(Nodes nodes, String node) {
        return clocks(name());
    }

    @Override
    public List<String> dataDirectories(Nodes nodes, String node) {
        return List.of(SimDisk.MOUNT + "/data");
    }

    @Override
    public Set<Provision> provisions() {
        return EnumSet.allOf(Provision.class);
    }

    @Override
    public SystemUnderTest provided(Set<Provision> wanted) {
        return this;
    }

    /** The clock of the servers called {@code label}. */
    protected List<ProcessClock> clocks(String label) {
        return clocks ? List.of(new ProcessClock(ProcessClock.DIRECTORY + "/" + label)) : List.of();
    }

    private static Command command(String label) {
        return Command.script("", label).asIdempotent();
    }

    @Override
    public String name() {
        return "sim";
    }

    @Override
    public String version() {
        return "1";
    }

    @Override
    public void install(Nodes nodes) {
        // Simulated nodes are born with it.
    }

    @Override
    public void start(Nodes nodes) {
        nodes.parallel(node -> node.require(command("revive")));
    }

    @Override
    public void awaitReady(Nodes nodes, Duration limit) {
        // It is ready when it runs.
    }

    @Override
    public void remove(Nodes nodes) {
        // It leaves with its nodes.
    }

    @Override
    public Duration recoveryBound() {
        return Duration.ofSeconds(1);
    }

    @Override
    public void kill(Remote node) {
        node.require(command("kill"));
    }

    @Override
    public void start(Remote node) {
        node.require(command("revive"));
    }

    @Override
    public void pause(Remote node) {
        node.require(command("pause"));
    }

    @Override
    public void resume(Remote node) {
        node.require(command("revive"));
    }

    @Override
    public ProcessState state(Remote node) {
        return ProcessState.valueOf(node.require(command("state")).stdout());
    }

    @Override
    public Command revival(String node) {
        return command("revive");
    }

    @Override
    public List<String> leaders(Nodes nodes) {
        return leaders;
    }
}
