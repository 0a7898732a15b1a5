package io.partita.nemesis.sim;

import io.partita.provisioning.remote.Command;
import io.partita.provisioning.remote.CommandResult;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a node in memory has of the network besides the chain of partitions: chains of single faults, and a qdisc. It
 * understands the nemesis's scripts by their labels, and reads the rules in them.
 */
public final class SimNetwork {

    private static final Pattern RULE = Pattern.compile("-A (PARTITA_\\w+) (.*)");
    private static final Pattern SOURCE = Pattern.compile("-s (\\S+)/32.*");
    private static final Pattern PORTS = Pattern.compile(".*--ports (\\S+) .*");
    private static final Pattern SHARE = Pattern.compile(".*--probability (\\S+) .*");
    private static final Pattern NETEM_SHARE = Pattern.compile(".*(loss random|duplicate|corrupt) (\\S+)%.*");
    private static final int SSH = 22;

    /** A rule and how many packets have met it. */
    private static final class Rule {
        private final String text;
        private long packets;

        Rule(String text) {
            this.text = text;
        }

        boolean isAbout(String source) {
            Matcher matcher = SOURCE.matcher(text);
            return matcher.matches() && matcher.group(1).equals(source);
        }

        boolean isAbout(int port) {
            Matcher matcher = PORTS.matcher(text);
            return !matcher.matches() || List.of(matcher.group(1).split(",")).contains(Integer.toString(port));
        }
    }

    private final SimNode node;
    private final World world;
    private final Map<String, List<Rule>> chains = new TreeMap<>();
    private String qdisc;
    private int destinations;
    private long heldBack;
    private String lacks = "";
    private String foreign = "";
    private List<String> nameServers = List.of("10.0.0.53");
    private boolean without;
    private int listens = SSH;
    private long arrived;
    private long damaged;

    SimNetwork(SimNode node, World world) {
        this.node = node;
        this.world = world;
    }

    /** From now on its kernel has no qdisc called {@code kind}. */
    public void lacksQdisc(String kind) {
        lacks = kind;
    }

    /** From now on its device has this root qdisc of somebody else. */
    public void foreignQdisc(String words) {
        foreign = words;
    }

    /** From now on it asks these name servers. */
    public void nameServers(List<String> servers) {
        nameServers = servers;
    }

    /** From now on what is ordered is done without effect. */
    public void hasNoEffect() {
        without = true;
    }

    /** From now on somebody listens on {@code port} too. */
    public void listensOn(int port) {
        listens = port;
    }

    /** The names of what is there of ours. */
    List<String> objects() {
        var all = new ArrayList<>(chains.keySet());
        if (qdisc != null) {
            all.add("qdisc");
        }
        return all;
    }

    void clear() {
        chains.clear();
        qdisc = null;
        destinations = 0;
    }

    Optional<CommandResult> execute(String label, List<String> words, Command command) {
        return switch (label) {
            case "chain-test" -> printed("");
            case "chain-load" -> load(words.get(0), new String(command.stdin(), StandardCharsets.UTF_8));
            case "chain-clear" -> {
                chains.remove(words.get(0));
                yield printed("");
            }
            case "chain-check" -> Optional.of(SimNode.result(chains.containsKey(words.get(0)) ? 1 : 0, ""));
            case "chain-show" -> printed(show(words.get(0), words.get(1)));
            case "datagrams" -> printed(datagrams(Integer.parseInt(words.get(0)), words.subList(1, words.size())));
            case "greeting" -> printed(greeting(words));
            case "name-servers" -> printed(String.join("\n", nameServers));
            case "name-ask" -> printed(ask(words));
            case "qdisc-facts" -> printed(facts(words.get(0)));
            case "qdisc-prepare" -> prepare(words);
            case "qdisc-inject" -> {
                destinations = words.size();
                yield printed("");
            }
            case "qdisc-clear" -> {
                qdisc = null;
                destinations = 0;
                yield printed("");
            }
            case "qdisc-check" -> Optional.of(SimNode.result(qdisc == null ? 0 : 1, ""));
            case "qdisc-show" -> printed(qdiscs());
            case "flood" -> printed(flood(Long.parseLong(words.get(1))));
            case "udp-arrivals" ->
                printed("Udp: InDatagrams NoPorts InCsumErrors\nUdp: 0 " + arrived + " " + damaged + "\n");
            case "connect-times" -> printed(connectTimes(words));
            default -> Optional.empty();
        };
    }

    private Optional<CommandResult> load(String chain, String script) {
        // The second attempt of the script has the whole content again.
        String content = script.substring(script.indexOf("PARTITA_AGAIN"), script.indexOf("PARTITA_FIRST"));
        var rules = new ArrayList<Rule>();
        content.lines().forEach(line -> {
            Matcher rule = RULE.matcher(line);
            if (rule.matches()) {
                rules.add(new Rule(rule.group(2)));
            }
        });
        chains.put(chain, rules);
        return printed("");
    }

    private String show(String chain, String hook) {
        if (!chains.containsKey(chain)) {
            return "";
        }
        var lines = new ArrayList<>(List.of("iptables [9:540] -A " + hook + " -j " + chain));
        chains.get(chain)
                .forEach(rule -> lines.add("iptables [" + rule.packets + ":99] -A " + chain + " " + rule.text));
        return String.join("\n", lines);
    }

    /** Whether {@code count} packets from {@code source} are dropped or reset by a chain; counts them. */
    boolean stops(String chain, String source, int port, int count) {
        List<Rule> rules = chains.getOrDefault(chain, List.of()).stream()
                .filter(rule -> !without && rule.isAbout(source) && rule.isAbout(port))
                .toList();
        rules.forEach(rule -> rule.packets += count);
        return !rules.isEmpty();
    }

    private String datagrams(int count, List<String> words) {
        var lines = new ArrayList<String>();
        for (int i = 0; i < words.size(); i += 2) {
            SimNetwork other = world.at(words.get(i + 1)).network();
            other.arrive(node.address(), count);
            long sound = Math.round(count * surviving());
            other.arrived += sound;
            other.damaged += String.valueOf(qdisc).contains("corrupt") ? count - sound : 0;
            lines.add(words.get(i) + " " + count);
        }
        return String.join("\n", lines);
    }

    /** How many of the packets that it sends arrive, as its netem says. */
    private double surviving() {
        Matcher share = NETEM_SHARE.matcher(String.valueOf(qdisc));
        if (without || destinations == 0 || !share.matches()) {
            return 1;
        }
        double part = Double.parseDouble(share.group(2)) / 100;
        return share.group(1).startsWith("duplicate") ? 1 + part : 1 - part;
    }

    private void arrive(String source, int count) {
        for (Rule rule : chains.getOrDefault("PARTITA_FLAKY", List.of())) {
            if (!without && rule.isAbout(source)) {
                Matcher share = SHARE.matcher(rule.text);
                rule.packets += share.matches() ? Math.round(count * Double.parseDouble(share.group(1))) : count;
            }
        }
    }

    private String greeting(List<String> words) {
        var lines = new ArrayList<String>();
        for (int i = 0; i < words.size(); i += 3) {
            SimNode other = world.at(words.get(i + 1));
            int port = Integer.parseInt(words.get(i + 2));
            boolean listens = port == SSH || port == other.network().listens;
            boolean reset = listens
                    && (other.network().stops("PARTITA_RESET", node.address(), port, 1)
                            || stops("PARTITA_RESET", other.address(), port, 1));
            lines.add(words.get(i) + (!listens ? " refused" : reset ? " reset" : " open"));
        }
        return String.join("\n", lines);
    }

    private String ask(List<String> servers) {
        List<Rule> rules = without ? List.of() : chains.getOrDefault("PARTITA_DNS", List.of());
        rules.forEach(rule -> rule.packets++);
        var lines = new TreeSet<String>();
        servers.forEach(server -> lines.add(server + (rules.isEmpty() ? " answered" : " silent")));
        return String.join("\n", lines);
    }

    private String facts(String kinds) {
        if (!lacks.isEmpty() && List.of(kinds.split(" ")).contains(lacks)) {
            return "missing the kernel has no qdisc " + lacks;
        }
        return foreign.isEmpty() ? "" : "foreign eth0 has the root qdisc " + foreign + " of somebody else";
    }

    private Optional<CommandResult> prepare(List<String> words) {
        if (!foreign.isEmpty()) {
            return Optional.of(SimNode.result(1, "Error: NLM_F_REPLACE needed to override."));
        }
        qdisc = words.get(0) + "/" + words.get(1);
        return printed("");
    }

    private String qdiscs() {
        if (qdisc == null) {
            return "";
        }
        var lines = new ArrayList<>(List.of(
                "device eth0",
                "qdisc htb 7061: root refcnt 3 r2q 10",
                " Sent 0 bytes 0 pkt (dropped 0, overlimits 0 requeues 0)"));
        if (!qdisc.endsWith("/")) {
            lines.add("qdisc netem 7062: parent 7061:1 limit 20000");
            lines.add(" Sent 0 bytes 0 pkt (dropped 0, overlimits 0 requeues 0)");
        }
        lines.add("class htb 7061:1 root prio 0 rate 8388Kbit");
        lines.add(" Sent 0 bytes 0 pkt (dropped 0, overlimits " + heldBack + " requeues 0)");
        for (int i = 0; i < destinations; i++) {
            lines.add("filter parent 7061: protocol ip pref 1 u32 *flowid 7061:1 not_in_hw ");
        }
        return String.join("\n", lines);
    }

    /** Takes the time that the rate demands; without effect a millisecond. */
    private String flood(long count) {
        if (without || qdisc == null || destinations == 0) {
            return count + " 1000 0 0";
        }
        Matcher rate = Pattern.compile("rate (\\d+)bps burst (\\d+) .*").matcher(qdisc);
        long micros = rate.matches()
                ? 1_000_000 * (count * 1442 - Long.parseLong(rate.group(2))) / Long.parseLong(rate.group(1))
                : 1000;
        heldBack++;
        return count + " " + Math.max(micros, 1000) + " " + count * 1442 + " 1";
    }

    /** Where some packets overtake, every second connection is made at once. */
    private String connectTimes(List<String> words) {
        Matcher delay = Pattern.compile(".*delay (\\d+)us.*").matcher(String.valueOf(qdisc));
        boolean delayed = !without && destinations > 0 && delay.matches();
        var times = new StringBuilder();
        for (int round = 0; round < Integer.parseInt(words.get(0)); round++) {
            boolean overtakes = round % 2 == 0 && qdisc != null && qdisc.contains("reorder");
            times.append(' ').append(200 + (delayed && !overtakes ? Long.parseLong(delay.group(1)) : 0));
        }
        var lines = new ArrayList<String>();
        for (int i = 1; i < words.size(); i += 2) {
            lines.add(words.get(i) + times);
        }
        return String.join("\n", lines);
    }

    private static Optional<CommandResult> printed(String output) {
        return Optional.of(SimNode.result(0, output));
    }
}
