package io.partita.provisioning.system.mesos.internal;

import io.partita.provisioning.remote.Command;
import io.partita.provisioning.remote.Nodes;
import io.partita.provisioning.remote.Remote;
import io.partita.provisioning.system.HasClock;
import io.partita.provisioning.system.HasData;
import io.partita.provisioning.system.ProcessClock;
import io.partita.provisioning.system.ProcessState;
import io.partita.provisioning.system.mesos.NodesView;
import io.partita.provisioning.system.mesos.Role;
import io.partita.provisioning.system.mesos.RoleServers;
import java.util.List;
import java.util.Optional;

/** The ensemble, which is a system of its own and has no supervisor: a crash is a kill. */
record EnsembleServers(SupervisedCluster system) implements RoleServers, HasClock, HasData {

    @Override
    public Role role() {
        return Role.ZOOKEEPER;
    }

    @Override
    public List<String> on(Nodes nodes) {
        return system.layout(nodes).on(Role.ZOOKEEPER);
    }

    @Override
    public void kill(Remote node) {
        system.zookeeper().kill(node);
    }

    @Override
    public void crash(Remote node) {
        kill(node);
    }

    @Override
    public void start(Remote node) {
        system.zookeeper().start(node);
    }

    @Override
    public void pause(Remote node) {
        system.zookeeper().pause(node);
    }

    @Override
    public void resume(Remote node) {
        system.zookeeper().resume(node);
    }

    @Override
    public ProcessState state(Remote node) {
        return system.zookeeper().state(node);
    }

    @Override
    public Optional<String> process(Remote node) {
        return system.zookeeper().process(node);
    }

    @Override
    public Command revival(String node) {
        return system.zookeeper().revival(node);
    }

    @Override
    public List<String> leaders(Nodes nodes) {
        return system.zookeeper().leaders(NodesView.of(nodes, on(nodes)));
    }

    @Override
    public List<String> logFiles(Remote node) {
        return system.existing(node, system.logsOf(Role.ZOOKEEPER));
    }

    @Override
    public List<ProcessClock> clocks(Nodes nodes, String node) {
        return system.clocks(Role.ZOOKEEPER, nodes, node);
    }

    @Override
    public List<String> dataDirectories(Nodes nodes, String node) {
        return system.dataDirectories(Role.ZOOKEEPER, nodes, node);
    }
}
