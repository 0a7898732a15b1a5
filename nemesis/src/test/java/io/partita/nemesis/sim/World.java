package io.partita.nemesis.sim;

import io.partita.nemesis.fault.RunClock;
import io.partita.provisioning.cluster.Inventory;
import io.partita.provisioning.cluster.Node;
import io.partita.provisioning.host.NodeState.Power;
import io.partita.provisioning.remote.Command;
import io.partita.provisioning.remote.CommandResult;
import io.partita.provisioning.remote.Nodes;
import io.partita.provisioning.remote.Remote;
import io.partita.provisioning.remote.RemoteException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * A deterministic cluster in memory: nodes with a firewall, a process and dead-man's timers, and a control node that can
 * die at any remote call. One thread, one clock that moves only when told or when a command runs.
 */
public final class World implements Nodes, RunClock {

    /** The control process is dead: nothing that it would do next happens. */
    public static final class ControlDied extends Error {
        private static final long serialVersionUID = 1L;
    }

    private final Inventory inventory;
    private final Map<String, SimNode> nodes = new LinkedHashMap<>();
    private final SimHost host = new SimHost(this);
    private final Map<String, String> away = new HashMap<>();
    private final Set<String> unreachable = new HashSet<>();
    private final Set<String> outsiders = new TreeSet<>();
    private final Set<String> underMaintenance = new TreeSet<>();
    private final Set<String> failingOnce = new HashSet<>();
    private final List<String> calls = new ArrayList<>();
    private Optional<RunClock> around = Optional.empty();
    private long now;
    private int dieAt = -1;
    private boolean callAtDeathHappens;
    private boolean dead;

    public World(int count) {
        List<Node> list = IntStream.rangeClosed(1, count)
                .mapToObj(i -> new Node(
                        "n" + i,
                        "10.0.0." + (10 + i),
                        new Node.Ssh("10.0.0." + (10 + i), 22, "root", Path.of("key"), Path.of("known"))))
                .toList();
        inventory = new Inventory("sim", "10.0.0.1", list);
        list.forEach(node -> nodes.put(node.name(), new SimNode(node.address(), this)));
    }

    /** From now on every command takes a millisecond of {@code clock}, too: that of a simulation around this one. */
    public World takingTime(RunClock clock) {
        around = Optional.of(clock);
        return this;
    }

    /** The control node dies at remote call number {@code call}, from 0, before or after the node has done it. */
    public World dyingAt(int call, boolean afterItsEffect) {
        dieAt = call;
        callAtDeathHappens = afterItsEffect;
        return this;
    }

    /** Another control process takes over. */
    public void newControlProcess() {
        dieAt = -1;
        dead = false;
        away.clear();
        calls.clear();
    }

    public void unreachable(String node, boolean is) {
        if (is) {
            unreachable.add(node);
        } else {
            unreachable.remove(node);
        }
    }

    /** The next command with {@code label} on {@code node} fails and has no effect. */
    public void failOnce(String node, String label) {
        failingOnce.add(node + " " + label);
    }

    /** The machine that carries the nodes. */
    public SimHost host() {
        return host;
    }

    Remote machine() {
        return new SimRemote("host");
    }

    String nameOf(SimNode node) {
        return nodes.entrySet().stream()
                .filter(entry -> entry.getValue() == node)
                .map(Map.Entry::getKey)
                .findFirst()
                .orElseThrow();
    }

    public SimNode node(String name) {
        return nodes.get(name);
    }

    /** Every remote call so far, as "n1 label". */
    public List<String> calls() {
        return List.copyOf(calls);
    }

    /** All timers run out, as they do when no control node beats. */
    public void silence() {
        nodes.forEach((name, node) -> {
            if (host.power(name) == Power.RUNNING) {
                node.fireTimers();
            }
        });
        host.fireTimers();
    }

    /** What is not as it was before any fault; empty if all is clean. */
    public List<String> dirt() {
        var dirt = new ArrayList<>(host.dirt());
        outsiders.forEach(node -> dirt.add(node + " is no member"));
        underMaintenance.forEach(node -> dirt.add(node + " is under maintenance"));
        nodes.forEach((name, node) -> {
            if (node.hasChain()) {
                dirt.add(name + " has a chain");
            }
            node.network().objects().forEach(object -> dirt.add(name + " has " + object));
            if (!node.timers().isEmpty()) {
                dirt.add(name + " has timers " + node.timers());
            }
            node.disk().dirt().forEach(what -> dirt.add(name + " " + what));
            node.clocks().wrong().forEach(file -> dirt.add(name + " has a wrong clock " + file));
            if (node.clocks().nodeIsWrong()) {
                dirt.add(name + " has a wrong clock of its own");
            }
            if (node.isLooping()) {
                dirt.add(name + " has a crash loop");
            }
            node.struck().forEach((label, process) -> dirt.add(name + " " + label + " is " + process.state()));
        });
        return dirt;
    }

    /** The nodes whose servers are no members of the ensemble. */
    public Set<String> outsiders() {
        return outsiders;
    }

    /** The nodes whose machines operators have taken away. */
    public Set<String> underMaintenance() {
        return underMaintenance;
    }

    boolean connects(SimNode from, SimNode to, int port) {
        if (to.network().stops("PARTITA_PORT", from.address(), port, 1)
                || from.network().stops("PARTITA_PORT", to.address(), port, 1)) {
            return false;
        }
        if (to.dropsFrom(from.address())) {
            to.countDrop(from.address());
            return false;
        }
        if (from.dropsFrom(to.address())) {
            from.countDrop(to.address());
            return false;
        }
        return true;
    }

    SimNode at(String address) {
        return nodes.values().stream()
                .filter(node -> node.address().equals(address))
                .findFirst()
                .orElseThrow();
    }

    private CommandResult call(String node, Command command) {
        String label = command.argv().size() > 3 ? command.argv().get(3) : "sequence";
        if (dead) {
            throw new ControlDied();
        }
        boolean last = calls.size() == dieAt;
        if (last && !callAtDeathHappens) {
            dead = true;
            throw new ControlDied();
        }
        calls.add(node + " " + label);
        now++;
        around.ifPresent(clock -> clock.sleep(Duration.ofMillis(1)));
        if (away.containsKey(node)) {
            throw new RemoteException.Unreachable(node, away.get(node), null);
        }
        if (unreachable.contains(node) || nodes.containsKey(node) && host.power(node) != Power.RUNNING) {
            throw new RemoteException.Unreachable(node, "no route to host", null);
        }
        CommandResult result = failingOnce.remove(node + " " + label)
                ? SimNode.result(1, "told to fail")
                : nodes.containsKey(node) ? nodes.get(node).execute(command) : host.execute(command);
        if (last) {
            dead = true;
            throw new ControlDied();
        }
        return result;
    }

    @Override
    public long millis() {
        return now;
    }

    @Override
    public void sleep(Duration duration) {
        now += duration.toMillis();
    }

    @Override
    public Inventory inventory() {
        return inventory;
    }

    @Override
    public Remote on(String name) {
        return new SimRemote(inventory.node(name).name());
    }

    @Override
    public <T> Map<String, T> parallel(List<String> names, Function<Remote, T> action) {
        var results = new LinkedHashMap<String, T>();
        RemoteException first = null;
        for (String name : names) {
            try {
                results.put(name, action.apply(on(name)));
            } catch (RemoteException e) {
                first = first == null ? e : first;
            }
        }
        if (first != null) {
            throw first;
        }
        return results;
    }

    @Override
    public void away(String name, String why) {
        away.put(name, why);
    }

    @Override
    public void back(String name) {
        away.remove(name);
    }

    @Override
    public void close() {
        // Nothing is open.
    }

    private final class SimRemote implements Remote {
        private final String name;

        SimRemote(String name) {
            this.name = name;
        }

        @Override
        public String node() {
            return name;
        }

        @Override
        public CommandResult run(Command command) {
            return call(name, command);
        }

        @Override
        public CommandResult runFast(Command command) {
            return call(name, command);
        }

        @Override
        public void upload(Path source, String target, int mode) {
            throw new UnsupportedOperationException("the nemesis copies no files");
        }

        @Override
        public void write(String target, byte[] content, int mode) {
            throw new UnsupportedOperationException("the nemesis writes no files");
        }

        @Override
        public void download(String source, Path target, long maxBytes) {
            throw new UnsupportedOperationException("the nemesis fetches no files");
        }

        @Override
        public void close() {
            // Nothing is open.
        }
    }
}
