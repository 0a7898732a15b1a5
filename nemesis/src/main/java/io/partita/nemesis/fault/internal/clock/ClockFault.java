package io.partita.nemesis.fault.internal.clock;

import io.partita.nemesis.fault.Environment;
import io.partita.nemesis.fault.Fault;
import io.partita.nemesis.fault.FaultException;
import io.partita.nemesis.fault.Inverse;
import io.partita.nemesis.fault.internal.shared.Processes;
import io.partita.nemesis.node.ClockReading;
import io.partita.nemesis.node.ClockReading.Offset;
import io.partita.nemesis.node.Clocks;
import io.partita.nemesis.proof.Proof;
import io.partita.provisioning.remote.Command;
import io.partita.provisioning.system.HasClock;
import io.partita.provisioning.system.ProcessClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.Function;

/** Makes the clocks of processes wrong, never those of nodes: that is measured too. */
final class ClockFault implements Fault {

    /** A clock that is slewed to its reference may move by that much, in ms; nobody sets one by so little. */
    private static final double SLEW_MS = 100;

    private final String name;
    private final Skew skew;
    private final Processes processes;
    private final Environment environment;
    private final Map<String, List<ProcessClock>> clocks;
    private final Map<String, ClockReading> before;
    /** What was measured since the injection, by node and file. */
    private final Map<String, Map<String, List<Offset>>> measured = new TreeMap<>();

    private ClockFault(
            String name,
            Skew skew,
            Processes processes,
            Environment environment,
            Map<String, List<ProcessClock>> clocks) {
        this.name = name;
        this.skew = skew;
        this.processes = processes;
        this.environment = environment;
        this.clocks = clocks;
        this.before = read();
    }

    /**
     * A fault that makes the clocks of {@code processes} on {@code targets} wrong.
     *
     * @throws FaultException if they have none
     */
    static ClockFault on(String name, Skew skew, Processes processes, Environment environment, List<String> targets) {
        HasClock owner = processes.as(HasClock.class).orElseThrow();
        var clocks = new LinkedHashMap<String, List<ProcessClock>>();
        for (String target : targets) {
            List<ProcessClock> here = owner.clocks(environment.nodes(), target);
            if (here.isEmpty()) {
                throw new FaultException(processes.words() + " has no clock of its own on " + target);
            }
            clocks.put(target, here);
        }
        return new ClockFault(name, skew, processes, environment, clocks);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public List<String> targets() {
        return List.copyOf(clocks.keySet());
    }

    @Override
    public String description() {
        return skew.words() + ": " + processes.words() + " on " + String.join(",", targets());
    }

    @Override
    public Map<String, Object> intent() {
        Map<String, Object> intent = new LinkedHashMap<>();
        intent.put("clock", skew.toJson());
        intent.put("by", "libfaketime");
        processes.group().ifPresent(group -> intent.put("group", group));
        return intent;
    }

    @Override
    public List<Inverse> inverses() {
        return targets().stream()
                .map(node -> new Inverse(
                        node, Clocks.clear(clocks.get(node)), Clocks.check(clocks.get(node)), processes.objects()))
                .toList();
    }

    @Override
    public void inject() {
        onTargets(skew::set);
    }

    @Override
    public Proof awaitActive() {
        return await(environment.limits().active(), this::notWrong);
    }

    @Override
    public void recover() {
        onTargets(Clocks::clear);
    }

    @Override
    public Proof awaitRecovered() {
        return await(environment.limits().recovered(), this::notRight);
    }

    /** Nothing: {@link #recover()} has removed the files, and if the fault was never injected there are none. */
    @Override
    public void cleanup() {
        recover();
    }

    /** What contradicts the fault on a node; a file that nobody reads makes no process's clock wrong. */
    private String notWrong(String node, ClockReading now) {
        for (ProcessClock clock : clocks.get(node)) {
            List<Offset> history = measured.computeIfAbsent(node, each -> new TreeMap<>())
                    .computeIfAbsent(clock.file(), each -> new ArrayList<>());
            history.add(now.offsets().get(clock.file()));
            String missing = skew.missing(history);
            if (!missing.isEmpty()) {
                return "the clock " + clock.file() + " " + missing;
            }
            if (now.readers().get(clock.file()).isEmpty()) {
                return "no process goes by the clock " + clock.file();
            }
        }
        return "";
    }

    private String notRight(String node, ClockReading now) {
        for (ProcessClock clock : clocks.get(node)) {
            Offset offset = now.offsets().get(clock.file());
            if (!offset.allows(0)) {
                return "the clock " + clock.file() + " is off by " + Math.round(offset.middleMs()) + " ms";
            }
        }
        return "";
    }

    private Proof await(Duration limit, BiFunction<String, ClockReading, String> contradiction) {
        return environment.polling().await(limit, () -> {
            Map<String, ClockReading> now = read();
            Map<String, String> not = new TreeMap<>();
            now.forEach((node, reading) -> {
                String missing = contradiction.apply(node, reading);
                double moved = before.get(node).node().distance(reading.node());
                if (moved > SLEW_MS) {
                    missing = "the node's own clock was moved by " + Math.round(moved) + " ms";
                }
                if (!missing.isEmpty()) {
                    not.put(node, missing);
                }
            });
            return Proof.of(not.isEmpty() ? "" : "clocks: " + not, data(now));
        });
    }

    private Map<String, Object> data(Map<String, ClockReading> now) {
        Map<String, Object> offsets = new TreeMap<>();
        Map<String, Object> readers = new TreeMap<>();
        Map<String, Object> moved = new TreeMap<>();
        now.forEach((node, reading) -> {
            Map<String, Object> here = new TreeMap<>();
            reading.offsets()
                    .forEach((file, offset) ->
                            here.put(file, List.of(Math.round(offset.leastMs()), Math.round(offset.mostMs()))));
            offsets.put(node, here);
            readers.put(node, reading.readers());
            moved.put(node, Math.round(before.get(node).node().distance(reading.node())));
        });
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("offsetsMs", offsets);
        data.put("readers", readers);
        data.put("nodeClockMovedMs", moved);
        return data;
    }

    private Map<String, ClockReading> read() {
        return new TreeMap<>(environment
                .nodes()
                .parallel(
                        targets(),
                        remote -> ClockReading.parse(remote.requireFast(Clocks.read(clocks.get(remote.node())))
                                .stdout())));
    }

    private void onTargets(Function<List<ProcessClock>, Command> command) {
        environment.nodes().parallel(targets(), remote -> remote.requireFast(command.apply(clocks.get(remote.node()))));
    }
}
