package io.partita.nemesis.sim;

import io.partita.provisioning.remote.Command;
import io.partita.provisioning.remote.CommandResult;
import io.partita.provisioning.system.ProcessState;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A node in memory. It understands the nemesis's scripts by their labels and reads the firewall rules in them. */
public final class SimNode {

    private static final Pattern STORED = Pattern.compile("(?m)^'sh' '-s' '--' '(.*)' <<'PARTITA_STDIN'$");
    private static final Pattern REVIVED = Pattern.compile("'revive' '(\\w+)'");
    private static final Pattern DROP = Pattern.compile("-A PARTITA -s (\\S+)/32 -j DROP");

    /** What only reads, and what arms the nodes: their timers would undo what was not done. */
    private static final Set<String> READING = Set.of(
            "facts",
            "firewall-check",
            "firewall-show",
            "probe",
            "state",
            "process",
            "member-check",
            "member-show",
            "maintenance-check",
            "maintenance-show",
            "clock-facts",
            "clock-check",
            "clock-read",
            "node-clock-facts",
            "node-clock-check",
            "disk-facts",
            "disk-check",
            "disk-read",
            "disk-speed",
            "file-list",
            "file-read",
            "file-flip-check",
            "file-cut-check",
            "crash-loop-kills",
            "greeting",
            "boot-began",
            "burn",
            "heartbeat",
            "deadman-arm",
            "deadman-disarm",
            "sweep",
            "chain-test",
            "chain-check",
            "chain-show",
            "datagrams",
            "name-servers",
            "name-ask",
            "qdisc-facts",
            "qdisc-check",
            "qdisc-show",
            "flood",
            "connect-times",
            "udp-arrivals");

    private final String address;
    private final World world;
    private final SimNetwork network;
    private final Map<String, Command> timers = new LinkedHashMap<>();
    private final SimClocks clocks;
    private final SimDisk disk = new SimDisk();
    private Map<String, Long> chain;
    /** By the label of their group; what is struck as a whole has none. */
    private final Map<String, Process> processes = new TreeMap<>();

    private boolean supervised;
    private boolean immortal;
    private boolean untouchable;
    private boolean looping;
    private int kills;
    private boolean numb;
    private boolean ignoresRules;
    private String missing = "";

    SimNode(String address, World world) {
        this.address = address;
        this.world = world;
        this.network = new SimNetwork(this, world);
        this.clocks = new SimClocks(world);
    }

    String address() {
        return address;
    }

    /** Its own disk. */
    public SimDisk disk() {
        return disk;
    }

    /** The clocks of its processes. */
    public SimClocks clocks() {
        return clocks;
    }

    /** What it has of the network besides the chain of partitions. */
    public SimNetwork network() {
        return network;
    }

    /** From now on it says that it lacks something. */
    public void lacks(String what) {
        missing = "missing " + what + "\n";
    }

    /** From now on every command that would change something succeeds and has no effect. What is read is true. */
    public void numb() {
        numb = true;
    }

    /** From now on firewall rules are accepted and have no effect. */
    public void ignoreRules() {
        ignoresRules = true;
    }

    public boolean hasChain() {
        return chain != null;
    }

    public Set<String> timers() {
        return timers.keySet();
    }

    public ProcessState process() {
        return process("").state();
    }

    public void process(ProcessState state) {
        processes.put("", new Process(state, 1));
    }

    /** From now on a supervisor starts a crashed process again before anybody looks. */
    public void supervise() {
        supervised = true;
    }

    public boolean isLooping() {
        return looping;
    }

    /** From now on a crash or a request to end has no effect. */
    public void survivesCrashes() {
        immortal = true;
    }

    /** From now on nothing that is done to its processes has an effect. */
    public void survivesEverything() {
        immortal = true;
        untouchable = true;
    }

    /** The process of the group called {@code label}. */
    public Process process(String label) {
        return processes.getOrDefault(label, new Process(ProcessState.RUNNING, 1));
    }

    /** The processes that do not run, by the label of their group. */
    Map<String, Process> struck() {
        Map<String, Process> struck = new TreeMap<>(processes);
        struck.values().removeIf(process -> process.state() == ProcessState.RUNNING);
        return struck;
    }

    /**
     * A process, in memory.
     *
     * @param start how many times it had been started when it was
     */
    public record Process(ProcessState state, int start) {
        private Process become(ProcessState next) {
            return new Process(next, state == ProcessState.DEAD && next == ProcessState.RUNNING ? start + 1 : start);
        }
    }

    boolean dropsFrom(String source) {
        return chain != null && chain.containsKey(source) && !ignoresRules;
    }

    void countDrop(String source) {
        chain.merge(source, 1L, Long::sum);
    }

    void fireTimers() {
        timers.values().forEach(this::execute);
        timers.clear();
    }

    /** Runs the script called {@code label}, as somebody who came before. */
    public void execute(String label, String script) {
        execute(Command.script(script, label));
    }

    CommandResult execute(Command command) {
        if (command.argv().size() <= 3) {
            return sequence(command);
        }
        List<String> words = command.argv().subList(4, command.argv().size());
        if (numb && !READING.contains(command.argv().get(3))) {
            return result(0, "");
        }
        return switch (command.argv().get(3)) {
            case "facts" -> result(0, missing + "address " + address + "\n");
            case "firewall-switch" -> load(command);
            case "firewall-clear", "firewall-mend" -> clear();
            case "firewall-check" -> result(chain == null ? 0 : 1, chain == null ? "" : show());
            case "firewall-show" -> result(0, chain == null ? "" : show());
            case "probe" -> result(0, probe(words));
            case "heartbeat" -> result(0, "");
            case "deadman-arm" -> arm(words.get(0), command);
            case "deadman-list" -> result(0, String.join("\n", timers.keySet()));
            case "deadman-disarm" -> result(0, timers.remove(words.get(0)) == null ? "absent\n" : "armed\n");
            case "sweep" -> sweep();
            case "clock-facts" -> result(0, missing);
            case "clock-set" -> clocks.set(words);
            case "node-clock-facts" -> clocks.kernel();
            case "node-clock-set" -> clocks.setNode(words);
            case "node-clock-clear" -> clocks.clearNode();
            case "node-clock-check" -> clocks.checkNode();
            case "clock-clear" -> clocks.clear(words);
            case "clock-check" -> clocks.check(words);
            case "clock-read" -> clocks.read(words);
            case "disk-facts" -> disk.facts(missing);
            case "disk-fill", "disk-clear", "disk-check", "disk-read" ->
                disk.space(command.argv().get(3), words);
            case "disk-speed" -> disk.speed(words);
            case "file-list" -> disk.list(words);
            case "file-read" -> disk.read(words);
            case "file-flip" -> disk.flip(words, false);
            case "file-flip-back" -> disk.flip(words, true);
            case "file-flip-check" -> disk.checkFlip(words);
            case "file-cut" -> disk.cut(words);
            case "file-cut-back" -> disk.cutBack();
            case "file-cut-check" -> disk.checkCut(words);
            case "kill" -> become(words, ProcessState.DEAD);
            case "boot-began" -> result(0, world.host().began(world.nameOf(this)));
            case "burn" -> burn();
            case "stop" -> stop(words);
            case "crash" -> crash(words);
            case "crash-loop-start" -> loop();
            case "crash-loop-stop" -> endLoop();
            case "crash-loop-kills" -> result(0, kills());
            case "pause" -> become(words, ProcessState.PAUSED);
            case "revive" -> become(words, ProcessState.RUNNING);
            case "member-remove" -> change(world.outsiders(), words, Set::addAll);
            case "member-add" -> change(world.outsiders(), words, Set::removeAll);
            case "member-check" -> result(Collections.disjoint(world.outsiders(), words) ? 0 : 1, "");
            case "maintenance-begin" -> change(world.underMaintenance(), words, Set::addAll);
            case "maintenance-end" -> change(world.underMaintenance(), words, Set::removeAll);
            case "maintenance-check" -> result(Collections.disjoint(world.underMaintenance(), words) ? 0 : 1, "");
            case "maintenance-show" -> result(0, String.join(" ", world.underMaintenance()));
            case "member-show" -> result(0, String.join(" ", world.outsiders()));
            case "state" -> result(0, process(label(words)).state().name());
            case "process" -> result(0, "" + process(label(words)).start());
            default ->
                network.execute(command.argv().get(3), words, command)
                        .orElseThrow(() -> new AssertionError("the simulated node knows no " + command.argv()));
        };
    }

    private static CommandResult change(
            Set<String> set, List<String> words, BiConsumer<Set<String>, List<String>> change) {
        change.accept(set, words);
        return result(0, "");
    }

    private CommandResult load(Command command) {
        String rules = command.argv().get(2);
        chain = new LinkedHashMap<>();
        DROP.matcher(rules).results().forEach(rule -> chain.put(rule.group(1), 0L));
        return result(0, "");
    }

    private CommandResult clear() {
        chain = null;
        return result(0, "");
    }

    private String show() {
        var lines = new ArrayList<>(List.of("iptables [9:540] -A INPUT -j PARTITA"));
        chain.forEach((source, count) ->
                lines.add("iptables [" + count + ":" + 60 * count + "] -A PARTITA -s " + source + "/32 -j DROP"));
        return String.join("\n", lines);
    }

    private String probe(List<String> words) {
        var lines = new ArrayList<String>();
        for (int i = 1; i < words.size(); i += 3) {
            boolean reached = world.connects(this, world.at(words.get(i + 1)), Integer.parseInt(words.get(i + 2)));
            lines.add(words.get(i) + (reached ? " reached" : " silent"));
        }
        return String.join("\n", lines);
    }

    /** The stored inverse is recognised by the words of its command. */
    private CommandResult arm(String id, Command command) {
        Matcher stored = STORED.matcher(text(command));
        if (!stored.find()) {
            if (text(command).contains("'crash-loop-stop'")) {
                timers.putIfAbsent(id, Command.script(text(command)));
                return result(0, "");
            }
            throw new AssertionError("no inverse is stored by " + text(command));
        }
        String[] words = stored.group(1).split("' '");
        timers.putIfAbsent(id, Command.script("", words));
        return result(0, "");
    }

    private CommandResult sweep() {
        var found = new ArrayList<String>();
        timers.keySet().forEach(timer -> found.add("armed " + timer));
        if (chain != null) {
            found.add("firewall");
        }
        found.addAll(network.objects());
        fireTimers();
        chain = null;
        network.clear();
        return result(0, String.join("\n", found));
    }

    private CommandResult burn() {
        world.host().burn(world.nameOf(this));
        world.sleep(Duration.ofMillis(500));
        return result(0, "");
    }

    /** Nothing that was in its memory is left. */
    void losePower() {
        timers.clear();
        chain = null;
        looping = false;
        processes.putIfAbsent("", process(""));
        processes.replaceAll((label, process) -> process.become(ProcessState.DEAD));
    }

    /** The first, fourth, … of {@code words}: the names among names, addresses and ports. */
    static List<String> everyThird(List<String> words) {
        var names = new ArrayList<String>();
        for (int i = 0; i < words.size(); i += 3) {
            names.add(words.get(i));
        }
        return names;
    }

    /** A sequence has no label of its own; the one here ends a loop and revives, and so does its check. */
    private CommandResult sequence(Command command) {
        String text = text(command);
        if (text.contains("crash-loop-check") && looping) {
            return result(1, "a loop");
        }
        if (text.contains("crash-loop-stop")) {
            endLoop();
        }
        Matcher revived = REVIVED.matcher(text);
        return become(revived.find() ? List.of(revived.group(1)) : List.of(), ProcessState.RUNNING);
    }

    private CommandResult stop(List<String> words) {
        if (!immortal) {
            become(words, ProcessState.DEAD);
        }
        return result(0, "terminated");
    }

    /** It strikes whenever somebody looks. */
    private CommandResult loop() {
        looping = true;
        return result(0, "");
    }

    private CommandResult endLoop() {
        looping = false;
        kills = 0;
        return result(0, "");
    }

    private String kills() {
        if (!looping) {
            return "";
        }
        kills++;
        if (!immortal) {
            become(List.of(), ProcessState.DEAD);
            become(List.of(), ProcessState.RUNNING);
        }
        return "" + kills;
    }

    private CommandResult crash(List<String> words) {
        if (immortal) {
            return result(0, "");
        }
        become(words, ProcessState.DEAD);
        return supervised ? become(words, ProcessState.RUNNING) : result(0, "");
    }

    private CommandResult become(List<String> words, ProcessState state) {
        if (!untouchable) {
            processes.put(label(words), process(label(words)).become(state));
        }
        return result(0, "");
    }

    private static String label(List<String> words) {
        return words.isEmpty() ? "" : words.get(0);
    }

    private static String text(Command command) {
        return new String(command.stdin(), StandardCharsets.UTF_8);
    }

    static CommandResult result(int status, String output) {
        return new CommandResult(status, Optional.empty(), output, status == 0 ? "" : output, false);
    }
}
