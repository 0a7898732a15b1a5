package io.partita.provisioning.system.testbed;

import io.partita.provisioning.remote.Command;
import io.partita.provisioning.remote.Nodes;
import io.partita.provisioning.remote.Remote;
import io.partita.provisioning.system.Daemon;
import io.partita.provisioning.system.HasLeader;
import io.partita.provisioning.system.HasLogs;
import io.partita.provisioning.system.Killable;
import io.partita.provisioning.system.NodeScript;
import io.partita.provisioning.system.Pausable;
import io.partita.provisioning.system.ProcessState;
import io.partita.provisioning.system.Revivable;
import java.util.List;

/**
 * The servers of one role, such as all masters. What is done here touches no other role, and neither executors nor tasks:
 * those that a killed agent started live on. Immutable, safe for use by several threads on different nodes.
 *
 * <p>A server dies in two ways. {@link #kill} ends its supervisor too, so it stays dead until it is started. {@link #crash}
 * ends the server alone, and its supervisor starts it again when its time has come.
 */
public interface TestbedRole extends Killable, Pausable, Revivable, HasLeader, HasLogs {

    /** Which role this is. */
    Role role();

    /** The nodes that have it, in order. */
    List<String> on(Nodes nodes);

    /** Sends SIGKILL to the server and not to its supervisor; returns once it is dead. Does nothing if none runs. */
    void crash(Remote node);

    /** The state of the server itself, not of its supervisor: dead while it waits to be started again. */
    @Override
    ProcessState state(Remote node);

    /** The servers that the testbed brings along. */
    record Supervised(Role role, TestbedSystem system, Daemon daemon, NodeScript script) implements TestbedRole {

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

        private String ask(Remote node, String verb) {
            return script.runFast(node, verb, system.settings().directory(), daemon.directory());
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
            return system.existing(node, Servers.logs(role));
        }
    }

    /** The ensemble, which is a system of its own and has no supervisor: a crash is a kill. */
    record Ensemble(TestbedSystem system) implements TestbedRole {

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
        public Command revival(String node) {
            return system.zookeeper().revival(node);
        }

        @Override
        public List<String> leaders(Nodes nodes) {
            return system.zookeeper().leaders(NodesView.of(nodes, on(nodes)));
        }

        @Override
        public List<String> logFiles(Remote node) {
            return system.existing(node, Servers.logs(Role.ZOOKEEPER));
        }
    }
}
