package io.partita.provisioning.system.mesos.internal;

import io.partita.provisioning.remote.Command;
import io.partita.provisioning.remote.Nodes;
import io.partita.provisioning.remote.Remote;
import io.partita.provisioning.system.Daemon;
import io.partita.provisioning.system.HasClock;
import io.partita.provisioning.system.HasData;
import io.partita.provisioning.system.NodeScript;
import io.partita.provisioning.system.ProcessClock;
import io.partita.provisioning.system.ProcessState;
import io.partita.provisioning.system.mesos.Role;
import io.partita.provisioning.system.mesos.RoleServers;
import java.util.List;
import java.util.Optional;

/** The servers of one role that run under supervisors. */
record SupervisedServers(Role role, SupervisedCluster system, Daemon daemon, NodeScript script)
        implements RoleServers, HasClock, HasData {

    @Override
    public List<String> on(Nodes nodes) {
        return system.layout(nodes).on(role);
    }

    @Override
    public void kill(Remote node) {
        daemon.kill(node);
        // A server whose supervisor was ended by somebody else is alone in its group's remains.
        crash(node);
    }

    @Override
    public void crash(Remote node) {
        ask(node, "crash");
    }

    @Override
    public void start(Remote node) {
        daemon.start(node);
    }

    @Override
    public void pause(Remote node) {
        daemon.pause(node);
    }

    @Override
    public void resume(Remote node) {
        daemon.resume(node);
    }

    @Override
    public ProcessState state(Remote node) {
        return ProcessState.ofLetter(ask(node, "server").strip());
    }

    @Override
    public Optional<String> process(Remote node) {
        return Optional.of(ask(node, "process").strip()).filter(word -> !word.isEmpty());
    }

    private String ask(Remote node, String verb) {
        return script.runFast(node, verb, system.directory(), daemon.directory());
    }

    @Override
    public Command revival(String node) {
        return daemon.revival();
    }

    @Override
    public List<String> leaders(Nodes nodes) {
        return system.view(nodes).leaders(role);
    }

    @Override
    public List<String> logFiles(Remote node) {
        return system.existing(node, system.logsOf(role));
    }

    @Override
    public List<ProcessClock> clocks(Nodes nodes, String node) {
        return system.clocks(role, nodes, node);
    }

    @Override
    public List<String> dataDirectories(Nodes nodes, String node) {
        return system.dataDirectories(role, nodes, node);
    }
}
