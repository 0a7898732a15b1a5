package io.partita.nemesis.sim;

import io.partita.provisioning.remote.Command;
import io.partita.provisioning.remote.CommandResult;
import io.partita.provisioning.system.ProcessState;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** A node in memory. It understands the nemesis's scripts by their labels and reads the firewall rules in them. */
public final class SimNode {

    private static final Pattern DROP = Pattern.compile("-A PARTITA -s (\\S+)/32 -j DROP");

    private final String address;
    private final World world;
    private final Map<String, Command> timers = new LinkedHashMap<>();
    private Map<String, Long> chain;
    private ProcessState process = ProcessState.RUNNING;
    private boolean ignoresRules;
    private String missing = "";

    SimNode(String address, World world) {
        this.address = address;
        this.world = world;
    }

    String address() {
        return address;
    }

    /** From now on it says that it lacks something. */
    public void lacks(String what) {
        missing = "missing " + what + "\n";
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
        return process;
    }

    public void process(ProcessState state) {
        process = state;
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
        List<String> words = command.argv().subList(4, command.argv().size());
        return switch (command.argv().get(3)) {
            case "facts" -> result(0, missing + "address " + address + "\n");
            case "firewall-switch" -> load(command);
            case "firewall-clear" -> clear();
            case "firewall-check" -> result(chain == null ? 0 : 1, chain == null ? "" : show());
            case "firewall-show" -> result(0, chain == null ? "" : show());
            case "probe" -> result(0, probe(words));
            case "deadman-arm" -> arm(words.get(0), command);
            case "deadman-disarm" -> result(0, timers.remove(words.get(0)) == null ? "absent\n" : "armed\n");
            case "sweep" -> sweep();
            case "kill" -> become(ProcessState.DEAD);
            case "pause" -> become(ProcessState.PAUSED);
            case "revive" -> become(ProcessState.RUNNING);
            case "state" -> result(0, process.name());
            default -> throw new AssertionError("the simulated node knows no " + command.argv());
        };
    }

    private CommandResult load(Command command) {
        String rules = text(command);
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
            boolean reached = world.connects(this, world.at(words.get(i + 1)));
            lines.add(words.get(i) + (reached ? " reached" : " silent"));
        }
        return String.join("\n", lines);
    }

    /** The stored inverse is recognised by the label that its text carries. */
    private CommandResult arm(String id, Command command) {
        String label = text(command).contains("'firewall-clear'") ? "firewall-clear" : "revive";
        timers.putIfAbsent(id, Command.script("", label));
        return result(0, "");
    }

    private CommandResult sweep() {
        var found = new ArrayList<String>();
        timers.keySet().forEach(timer -> found.add("armed " + timer));
        if (chain != null) {
            found.add("firewall");
        }
        fireTimers();
        chain = null;
        return result(0, String.join("\n", found));
    }

    private CommandResult become(ProcessState state) {
        process = state;
        return result(0, "");
    }

    private static String text(Command command) {
        return new String(command.stdin(), StandardCharsets.UTF_8);
    }

    static CommandResult result(int status, String output) {
        return new CommandResult(status, Optional.empty(), output, status == 0 ? "" : output, false);
    }
}
