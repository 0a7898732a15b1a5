package io.partita.nemesis.sim;

import io.partita.provisioning.remote.Command;
import io.partita.provisioning.remote.Nodes;
import io.partita.provisioning.remote.Remote;
import io.partita.provisioning.system.HasClock;
import io.partita.provisioning.system.HasData;
import io.partita.provisioning.system.HasMaintenance;
import io.partita.provisioning.system.HasMembers;
import io.partita.provisioning.system.MaintenanceState;
import io.partita.provisioning.system.Membership;
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
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A cluster of Mesos on the nodes of a {@link World}: masters and Marathons on the first three, agents everywhere. */
public final class SimMesos extends SimSystem implements MesosCluster, HasMembers, HasMaintenance {

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

    @Override
    public List<String> ensemble(Nodes nodes) {
        return layout(nodes).on(Role.ZOOKEEPER);
    }

    @Override
    public Map<String, Membership> memberships(Nodes nodes) {
        return nodes.parallel(node -> {
            List<String> members = new ArrayList<>(ensemble(nodes));
            members.removeAll(List.of(
                    node.require(change("member-show", List.of())).stdout().split(" ")));
            // A leader that leaves gives the lead to another.
            String leader = leaders.get(Role.ZOOKEEPER).stream()
                    .filter(members::contains)
                    .findFirst()
                    .orElse(members.get(0));
            boolean leads = node.node().equals(leader);
            return new Membership(leads ? "leader" : "follower", leads ? members.size() - 1 : 0, members, "1");
        });
    }

    @Override
    public Command removal(Nodes nodes, List<String> members) {
        return change("member-remove", members);
    }

    @Override
    public Command addition(Nodes nodes, List<String> members) {
        return change("member-add", members);
    }

    @Override
    public Command membershipCheck(Nodes nodes, List<String> members) {
        return change("member-check", members);
    }

    @Override
    public List<String> maintainable(Nodes nodes) {
        return layout(nodes).on(Role.AGENT);
    }

    @Override
    public List<String> keepers(Nodes nodes) {
        return layout(nodes).on(Role.MASTER);
    }

    @Override
    public MaintenanceState maintenance(Nodes nodes) {
        String said = nodes.on(keepers(nodes).get(0))
                .require(change("maintenance-show", List.of()))
                .stdout();
        List<String> down = said.isEmpty() ? List.of() : List.of(said.split(" "));
        Map<String, String> active = new TreeMap<>();
        maintainable(nodes).forEach(node -> active.put(node, node));
        active.keySet().removeAll(down);
        return new MaintenanceState(String.join("", leaders.get(Role.MASTER)), List.of(), down, active);
    }

    @Override
    public Command maintenanceBegin(Nodes nodes, long startNanos, List<String> machines) {
        return change("maintenance-begin", machines);
    }

    @Override
    public Command maintenanceEnd(Nodes nodes, long startNanos, List<String> machines) {
        return change("maintenance-end", machines);
    }

    @Override
    public Command maintenanceCheck(Nodes nodes, long startNanos, List<String> machines) {
        return change("maintenance-check", machines);
    }

    private static Command change(String verb, List<String> members) {
        List<String> words = new ArrayList<>(List.of(verb));
        words.addAll(members);
        return Command.script("", words.toArray(String[]::new)).asIdempotent();
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
