package io.partita.provisioning.system.mesos;

import io.partita.provisioning.cluster.Inventory;
import io.partita.provisioning.system.mesos.HttpQuestions.Answer;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What the servers of a cluster say of themselves over HTTP: who leads, who is registered, what is lacking. Reads only:
 * the state of the masters, at the path that their release has it, and {@code /v2/info} of the Marathons.
 */
public final class ClusterView {

    private static final Duration QUESTION_LIMIT = Duration.ofSeconds(2);

    private final Inventory inventory;
    private final Layout layout;
    private final ToIntFunction<Role> ports;
    private final String statePath;
    private final HttpQuestions http;

    /**
     * @param profile what is asked, because the oldest releases have their state elsewhere than the newest
     * @param ports the port of each role that answers HTTP
     */
    public ClusterView(Inventory inventory, Layout layout, Profile profile, ToIntFunction<Role> ports) {
        this(inventory, layout, profile, ports, QUESTION_LIMIT);
    }

    /** @param limit how long a server may take to answer */
    ClusterView(Inventory inventory, Layout layout, Profile profile, ToIntFunction<Role> ports, Duration limit) {
        this.statePath = profile == Profile.CLASSIC ? "/state.json" : "/state";
        this.ports = ports;
        this.inventory = inventory;
        this.layout = layout;
        this.http = new HttpQuestions(limit);
    }

    /** The nodes whose server of {@code role} takes itself for the leader. */
    public List<String> leaders(Role role) {
        return switch (role) {
            case MASTER ->
                ask(Role.MASTER, statePath).entrySet().stream()
                        .filter(entry -> leadingState(entry.getValue()).isPresent())
                        .map(Map.Entry::getKey)
                        .toList();
            case MARATHON ->
                ask(Role.MARATHON, "/v2/info").entrySet().stream()
                        .filter(entry -> json(entry.getValue())
                                .path("leader")
                                .asString("")
                                .equals(address(entry.getKey(), Role.MARATHON)))
                        .map(Map.Entry::getKey)
                        .toList();
            default -> throw new IllegalArgumentException("no HTTP server says who leads among " + role.label());
        };
    }

    /** Whether a master leads and has read its registry. */
    public boolean masterIsRecovered() {
        return ask(Role.MASTER, "/metrics/snapshot").values().stream()
                .map(ClusterView::json)
                .anyMatch(metrics ->
                        metrics.path("master/elected").asDouble(0) == 1 && metrics.has("registrar/state_fetch_ms"));
    }

    /** What each node lacks, by node, for all that is said over HTTP; empty when all serves everywhere. */
    public Map<String, String> lacks() {
        Map<String, List<String>> lacks = new LinkedHashMap<>();
        masters(lacks);
        if (lacks.isEmpty()) {
            marathons(lacks);
        }
        discovery(lacks);
        Map<String, String> joined = new LinkedHashMap<>();
        lacks.forEach((node, words) -> joined.put(node, String.join(", ", words)));
        return joined;
    }

    private void masters(Map<String, List<String>> lacks) {
        Map<String, Answer> answers = ask(Role.MASTER, statePath);
        Map<String, JsonNode> leading = new LinkedHashMap<>();
        answers.forEach((node, answer) -> {
            leadingState(answer).ifPresent(state -> leading.put(node, state));
            if (answer.status() == 0 || answer.status() >= 400) {
                lack(lacks, node, "master: " + answer.problem());
            }
        });
        if (leading.size() == 1) {
            leading.forEach((node, state) -> registered(node, state, lacks));
        } else {
            layout.on(Role.MASTER)
                    .forEach(node -> lack(
                            lacks,
                            node,
                            "master: " + (leading.isEmpty() ? "none leads" : "several lead: " + leading.keySet())));
        }
    }

    private void registered(String leader, JsonNode state, Map<String, List<String>> lacks) {
        List<String> active = StreamSupport.stream(state.path("slaves").spliterator(), false)
                // The oldest releases list active agents only, and do not say so.
                .filter(agent -> agent.path("active").asBoolean(true))
                .map(agent -> addressOf(agent.path("pid").asString("")))
                .toList();
        layout.on(Role.AGENT).stream()
                .filter(node -> !active.contains(address(node, Role.AGENT)))
                .forEach(node -> lack(lacks, node, "agent: not registered with the master on " + leader));
        if (state.path("activated_slaves").asInt(0) > layout.on(Role.AGENT).size()) {
            lack(lacks, leader, "master: has more active agents than there are: " + active);
        }
        boolean framework = StreamSupport.stream(state.path("frameworks").spliterator(), false)
                .anyMatch(each -> each.path("active").asBoolean(false));
        if (!framework && !layout.on(Role.MARATHON).isEmpty()) {
            lack(lacks, leader, "master: no framework is registered");
        }
    }

    private void marathons(Map<String, List<String>> lacks) {
        Map<String, String> leaders = new LinkedHashMap<>();
        ask(Role.MARATHON, "/v2/info").forEach((node, answer) -> {
            JsonNode info = json(answer);
            String leader = info.path("leader").asString("");
            leaders.put(node, leader);
            if (!answer.isOk()) {
                lack(lacks, node, "marathon: " + answer.problem());
            } else if (leader.isEmpty()) {
                lack(lacks, node, "marathon: knows no leader");
            } else if (info.path("frameworkId").asString("").isEmpty()) {
                lack(lacks, node, "marathon: knows no framework id");
            }
        });
        if (lacks.isEmpty() && leaders.values().stream().distinct().count() > 1) {
            leaders.forEach((node, leader) -> lack(lacks, node, "marathon: takes " + leader + " for the leader"));
        }
    }

    private void discovery(Map<String, List<String>> lacks) {
        ask(Role.DISCOVERY, "/v1/version").forEach((node, answer) -> {
            if (answer.status() == 0) {
                lack(lacks, node, "discovery: " + answer.problem());
            }
        });
    }

    private Map<String, Answer> ask(Role role, String path) {
        Map<String, URI> questions = new LinkedHashMap<>();
        layout.on(role).forEach(node -> questions.put(node, URI.create("http://" + address(node, role) + path)));
        return http.ask(questions);
    }

    private String address(String node, Role role) {
        return inventory.node(node).address() + ":" + ports.applyAsInt(role);
    }

    /** The state of a master that leads by its own account; a standby redirects, or shows another's address as leader. */
    private static Optional<JsonNode> leadingState(Answer answer) {
        JsonNode state = json(answer);
        String leader = state.path("leader").asString("");
        return !leader.isEmpty() && leader.equals(state.path("pid").asString(""))
                ? Optional.of(state)
                : Optional.empty();
    }

    private static JsonNode json(Answer answer) {
        try {
            return answer.isOk()
                    ? JsonMapper.shared().readTree(answer.body())
                    : JsonMapper.shared().missingNode();
        } catch (JacksonException e) {
            return JsonMapper.shared().missingNode();
        }
    }

    /** What stands behind the @ of {@code slave(1)@10.0.0.1:5051}. */
    private static String addressOf(String pid) {
        return pid.substring(pid.indexOf('@') + 1);
    }

    private static void lack(Map<String, List<String>> lacks, String node, String what) {
        lacks.computeIfAbsent(node, unused -> new ArrayList<>()).add(what);
    }

    /** {@code byNode} in one line. */
    public static String list(Map<String, String> byNode) {
        return byNode.entrySet().stream()
                .map(entry -> entry.getKey() + ": " + entry.getValue())
                .collect(Collectors.joining("; "));
    }
}
