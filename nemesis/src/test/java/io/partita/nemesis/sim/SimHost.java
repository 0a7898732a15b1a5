package io.partita.nemesis.sim;

import io.partita.provisioning.host.CpuLimit;
import io.partita.provisioning.host.NodeHost;
import io.partita.provisioning.host.NodeState.Power;
import io.partita.provisioning.remote.Command;
import io.partita.provisioning.remote.CommandResult;
import io.partita.provisioning.remote.Remote;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** The machine that carries the nodes of a {@link World}, in memory. Its commands are known by their labels. */
public final class SimHost implements NodeHost {

    private static final Pattern STEP = Pattern.compile("'(host-[a-z-]+)' '(n\\d+)'(?: '([^']*)')?");
    private static final long MEMORY = 100L << 20;
    private static final long NANOS_OF_A_BURN = 500_000_000;

    /** One node as the machine sees it. */
    private static final class Carried {
        private Power power = Power.RUNNING;
        private int boots = 1;
        private long cpuNanos;
        private long throttled;
        private Optional<Long> quota = Optional.empty();
        private Optional<Long> memory = Optional.empty();
        private String held = "";
    }

    private final World world;
    private final Map<String, Carried> nodes = new LinkedHashMap<>();
    private final Map<String, String> timers = new LinkedHashMap<>();
    private boolean idle;
    private boolean leaky;
    private long ticks;

    SimHost(World world) {
        this.world = world;
    }

    /** From now on what it is told has no effect, though it says that it is done. */
    public void doNothing() {
        idle = true;
    }

    /** From now on what it freezes goes on, though it says that it stands still. */
    public void leaks() {
        leaky = true;
    }

    public Power power(String node) {
        return node(node).power;
    }

    private Carried node(String name) {
        return nodes.computeIfAbsent(name, key -> new Carried());
    }

    List<String> dirt() {
        List<String> dirt = new ArrayList<>();
        nodes.forEach((name, node) -> {
            if (node.power != Power.RUNNING) {
                dirt.add(name + " is " + node.power);
            }
            node.quota.ifPresent(quota -> dirt.add(name + " has a quota of " + quota));
            if (!node.held.isEmpty()) {
                dirt.add(name + " holds " + node.held);
            }
            node.memory.ifPresent(memory -> dirt.add(name + " has a limit of " + memory));
        });
        timers.keySet().forEach(timer -> dirt.add("the host has the timer " + timer));
        return dirt;
    }

    void fireTimers() {
        timers.values().forEach(this::steps);
        timers.clear();
    }

    /** What the node's own programs see of it. */
    String began(String node) {
        return "" + node(node).boots;
    }

    /** Somebody on {@code node} keeps a core busy for half a second. */
    void burn(String node) {
        Carried burning = node(node);
        long allowed =
                burning.quota.map(quota -> NANOS_OF_A_BURN * quota / 100_000).orElse(NANOS_OF_A_BURN);
        burning.cpuNanos += Math.min(allowed, NANOS_OF_A_BURN);
        burning.throttled += burning.quota.isPresent() ? 5 : 0;
    }

    /** What who hears the nodes called {@code names} hears of them. */
    String greetings(List<String> names) {
        List<String> lines = new ArrayList<>();
        for (String name : names) {
            lines.add(name + (power(name) == Power.RUNNING ? " open" : " quiet"));
        }
        return String.join("\n", lines);
    }

    CommandResult execute(Command command) {
        List<String> words = command.argv().subList(3, command.argv().size());
        String label = words.isEmpty() ? "sequence" : words.get(0);
        return switch (label) {
            case "greeting" -> SimNode.result(0, greetings(SimNode.everyThird(words.subList(1, words.size()))));
            case "deadman-arm" -> {
                timers.putIfAbsent(words.get(1), text(command));
                yield SimNode.result(0, "");
            }
            case "deadman-disarm" -> SimNode.result(0, timers.remove(words.get(1)) == null ? "absent\n" : "armed\n");
            case "sweep-host" -> {
                String found = String.join(
                        "\n", timers.keySet().stream().map("armed "::concat).toList());
                fireTimers();
                yield SimNode.result(0, found);
            }
            case "host-disk-state" ->
                SimNode.result(
                        0,
                        world.node(words.get(1))
                                .disk()
                                .limit()
                                .map(String::valueOf)
                                .orElse("none"));
            case "host-disk-layers" ->
                SimNode.result(0, world.node(words.get(1)).disk().isReadOnly() ? "2" : "1");
            case "host-state" -> powerOf(words.get(1));
            case "host-cpu-state" -> cpuState(words.get(1));
            case "host-held" -> held(words.get(1));
            case "host-memory-state" -> memoryState(words.get(1));
            case "sequence" -> steps(text(command));
            default -> steps("'" + String.join("' '", words) + "'");
        };
    }

    private CommandResult powerOf(String name) {
        Carried node = node(name);
        return SimNode.result(
                0,
                node.power == Power.OFF
                        ? "off"
                        : (node.power == Power.FROZEN ? "frozen" : "running") + " 7/" + node.boots + " "
                                + node.cpuNanos);
    }

    private CommandResult cpuState(String name) {
        Carried node = node(name);
        return SimNode.result(0, node.quota.map(String::valueOf).orElse("none") + " 100000 " + node.throttled);
    }

    private CommandResult memoryState(String name) {
        Optional<Long> limit = node(name).memory;
        return SimNode.result(
                0, limit.map(String::valueOf).orElse("none") + " " + Math.min(MEMORY, limit.orElse(MEMORY)));
    }

    private CommandResult held(String name) {
        String held = node(name).held;
        ticks += leaky ? 1 : 0;
        return SimNode.result(0, held.isEmpty() ? "" : "frozen " + held + " " + ticks);
    }

    private CommandResult steps(String text) {
        STEP.matcher(text)
                .results()
                .filter(step -> !idle)
                .forEach(step -> step(step.group(1), step.group(2), Optional.ofNullable(step.group(3))));
        return SimNode.result(0, "");
    }

    private void step(String label, String name, Optional<String> argument) {
        Carried node = node(name);
        switch (label) {
            case "host-off" -> {
                node.power = Power.OFF;
                node.held = "";
                world.node(name).losePower();
            }
            case "host-on" -> {
                node.boots += node.power == Power.OFF ? 1 : 0;
                node.power = Power.RUNNING;
            }
            case "host-freeze" -> node.power = Power.FROZEN;
            case "host-thaw" -> node.power = node.power == Power.FROZEN ? Power.RUNNING : node.power;
            case "host-hold" -> node.held = argument.orElseThrow();
            case "host-release" -> node.held = "";
            case "host-cpu" -> node.quota = number(argument);
            case "host-memory" -> node.memory = number(argument);
            case "host-disk" -> world.node(name).disk().limit(number(argument));
            case "host-disk-readonly" -> world.node(name).disk().readOnly(true);
            case "host-disk-writable" -> world.node(name).disk().readOnly(false);
            case "host-revive" -> world.node(name).execute("revive", "");
            default -> throw new AssertionError("the simulated machine knows no " + label);
        }
    }

    private static Optional<Long> number(Optional<String> word) {
        return word.filter(text -> !text.equals("none")).map(Long::parseLong);
    }

    private static String text(Command command) {
        return new String(command.stdin(), StandardCharsets.UTF_8);
    }

    private static Command command(String... words) {
        return Command.script("", words).asIdempotent();
    }

    @Override
    public Remote machine() {
        return world.machine();
    }

    @Override
    public String directory() {
        return "/var/lib/sim/faults";
    }

    @Override
    public Command powerOff(String node) {
        return command("host-off", node);
    }

    @Override
    public Command powerOn(String node) {
        return command("host-on", node);
    }

    @Override
    public Command freeze(String node) {
        return command("host-freeze", node);
    }

    @Override
    public Command thaw(String node) {
        return command("host-thaw", node);
    }

    @Override
    public Command freezeProcesses(String node, List<String> processes) {
        return command("host-hold", node, String.join(" ", processes));
    }

    @Override
    public Command thawProcesses(String node) {
        return command("host-release", node);
    }

    @Override
    public Command frozenProcesses(String node) {
        return command("host-held", node);
    }

    @Override
    public Command state(String node) {
        return command("host-state", node);
    }

    @Override
    public Command able(String node, Means means) {
        return command("host-able");
    }

    @Override
    public Command limitCpu(String node, CpuLimit limit) {
        return command(
                "host-cpu", node, limit.quotaMicros().map(String::valueOf).orElse("none"));
    }

    @Override
    public Command cpu(String node) {
        return command("host-cpu-state", node);
    }

    @Override
    public Command limitMemory(String node, Optional<Long> bytes) {
        return command("host-memory", node, bytes.map(String::valueOf).orElse("none"));
    }

    @Override
    public Command memory(String node) {
        return command("host-memory-state", node);
    }

    @Override
    public Command limitDisk(String node, Optional<Long> bytesPerSecond) {
        return command("host-disk", node, bytesPerSecond.map(String::valueOf).orElse("none"));
    }

    @Override
    public Command disk(String node) {
        return command("host-disk-state", node);
    }

    @Override
    public Command diskReadOnly(String node) {
        return command("host-disk-readonly", node);
    }

    @Override
    public Command diskWritable(String node) {
        return command("host-disk-writable", node);
    }

    @Override
    public Command diskLayers(String node) {
        return command("host-disk-layers", node);
    }

    @Override
    public Command onNode(String node, Command command) {
        return command("host-revive", node);
    }
}
