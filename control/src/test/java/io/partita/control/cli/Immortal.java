package io.partita.control.cli;

import io.partita.provisioning.remote.Command;
import io.partita.provisioning.remote.Nodes;
import io.partita.provisioning.remote.Remote;
import io.partita.provisioning.system.HasClientPort;
import io.partita.provisioning.system.Killable;
import io.partita.provisioning.system.ProcessState;
import io.partita.provisioning.system.Revivable;
import io.partita.provisioning.system.SystemUnderTest;
import io.partita.provisioning.system.zookeeper.ZooKeeperSystem;
import java.time.Duration;

/** An ensemble whose servers survive being killed, which nobody is told. */
record Immortal(ZooKeeperSystem zookeeper) implements SystemUnderTest, Killable, Revivable, HasClientPort {

    @Override
    public void kill(Remote node) {
        // It says that it has done so.
    }

    @Override
    public String name() {
        return zookeeper.name();
    }

    @Override
    public String version() {
        return zookeeper.version();
    }

    @Override
    public void install(Nodes nodes) {
        zookeeper.install(nodes);
    }

    @Override
    public void start(Nodes nodes) {
        zookeeper.start(nodes);
    }

    @Override
    public void awaitReady(Nodes nodes, Duration limit) {
        zookeeper.awaitReady(nodes, limit);
    }

    @Override
    public void remove(Nodes nodes) {
        zookeeper.remove(nodes);
    }

    @Override
    public Duration recoveryBound() {
        return zookeeper.recoveryBound();
    }

    @Override
    public void start(Remote node) {
        zookeeper.start(node);
    }

    @Override
    public ProcessState state(Remote node) {
        return zookeeper.state(node);
    }

    @Override
    public Command revival(String node) {
        return zookeeper.revival(node);
    }

    @Override
    public int clientPort() {
        return zookeeper.clientPort();
    }
}
