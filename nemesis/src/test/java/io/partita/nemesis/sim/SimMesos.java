package io.partita.nemesis.sim;

import io.partita.provisioning.remote.Command;
import io.partita.provisioning.remote.Nodes;
import io.partita.provisioning.remote.Remote;
import io.partita.provisioning.system.HasClock;
import io.partita.provisioning.system.HasData;
import io.partita.provisioning.system.ProcessClock;
import io.partita.provisioning.system.ProcessState;
import io.partita.provisioning.system.mesos.Layout;
import io.partita.provisioning.system.mesos.MesosCluster;
import io.partita.provisioning.system.mesos.Profile;
import io.partita.provisioning.system.mesos.Role;
import io.partita.provisioning.system.mesos.RoleServers;
import io.partita.provisioning.system.mesos.Timings;
import io.partita.provisioning.system.zookeeper.ZooKeeperSettings;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A cluster of Mesos on the nodes of a {@link World}: masters and Marathons on the first three, agents everywhere. */
public final class SimMesos extends SimSystem implements MesosCluster {

    private static final Map<String, Duration> DURATIONS = Map.of(
            "ping.timeout", Duration.ofSeconds(15),
            "marathon.backoff.seconds", Duration.ofSeconds(1),
            "marathon.revive.interval", Duration.ofSeconds(5),
            "allocation.interval", Duration.ofSeconds(1));

    private final Map<Role, List<String>> leaders = new EnumMap<>(
            Map.of(Role.ZOOKEEPER, List.of("n5"), Role.MASTER, List.of("n2"), Role.MARATHON, List.of("n3")));

    /** From now on the servers of {@code role} on these nodes lead. */
    public void leaders(Role role, List<String> names) {
        leaders.put(role, names);
    }

    @Override
    public Profile profile() {
        return Profile.MODERN;
    }

    @Override
    public Layout layout(Nodes nodes) {
        return Layout.standard(nodes.names(), Math.min(3, nodes.names().size()), List.of());
    }

    @Override
    public int port(Role role) {
        return role == Role.ZOOKEEPER ? 2181 : role.httpPort();
    }

    @Override
    public Timings timings() {
        return new Timings() {
            @Override
            public Optional<Duration> optionalDuration(String name) {
                return Optional.of(DURATIONS.get(name));
            }

            @Override
            public int count(String name) {
                return 5;
            }

            @Override
            public String text(String name) {
                throw new UnsupportedOperationException("no fault asks for " + name);
            }

            @Override
            public ZooKeeperSettings zookeeper() {
                return ZooKeeperSettings.DEFAULT;
            }
        };
    }

    @Override
    public RoleServers role(Role role) {
        return new Servers(role);
    }

    private final class Servers implements RoleServers, HasClock, HasData {
        private final Role role;

        Servers(Role role) {
            this.role = role;
        }

        private Command command(String verb) {
            return Command.script("", verb, label()).asIdempotent();
        }

        @Override
        public List<ProcessClock> clocks(Nodes nodes, String node) {
            return SimMesos.this.clocks(label());
        }

        @Override
        public List<String> dataDirectories(Nodes nodes, String node) {
            return SimMesos.this.dataDirectories(nodes, node);
        }

        @Override
        public Role role() {
            return role;
        }

        @Override
        public List<String> on(Nodes nodes) {
            return layout(nodes).on(role);
        }

        @Override
        public void kill(Remote node) {
            node.require(command("kill"));
        }

        @Override
        public void crash(Remote node) {
            node.require(command("crash"));
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
        public Optional<String> process(Remote node) {
            return Optional.of(node.require(command("process")).stdout());
        }

        @Override
        public Command revival(String node) {
            return command("revive");
        }

        @Override
        public List<String> leaders(Nodes nodes) {
            return leaders.get(role);
        }

        @Override
        public List<String> logFiles(Remote node) {
            return List.of();
        }
    }
}
