package io.partita.testbed.master;

import io.partita.testbed.messages.Address;
import io.partita.testbed.messages.MasterInfo;
import io.partita.testbed.runtime.Answers;
import io.partita.testbed.runtime.HttpService.Request;
import io.partita.testbed.runtime.HttpService.Response;
import io.partita.testbed.settings.Bug;
import io.partita.testbed.settings.Profile;
import io.partita.testbed.view.Json;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a master that does not lead answers where only a leader knows. Up to 0.28: its own, empty view, as if that were
 * all. From 1.0 on: a redirect to the leader, or 503 if there is none.
 */
final class Standby {

    private static final List<String> CACHED = List.of("/state", "/slaves", "/frameworks", "/tasks", "/state-summary");

    private final Context context;
    private final Election election;
    /** With bug B03: what the leader answered when it was last asked. */
    private final Map<String, String> cache = new HashMap<>();

    Standby(Context context, Election election) {
        this.context = context;
        this.election = election;
    }

    void start() {
        if (context.settings().has(Bug.B03)) {
            context.loop().every(context.settings().scaled(Duration.ofSeconds(5)), this::copyLeader);
        }
    }

    /** The answer; empty if the request is to be answered from what this master has. */
    Optional<Response> answer(Request request, String path) {
        String plain = path.replaceFirst("\\.json$", "");
        if (cache.containsKey(plain)) {
            return Optional.of(MasterHttp.answer(asIfLeading(Json.read(cache.get(plain)))));
        }
        if (!context.isAtLeast(Profile.LEGACY1)) {
            return Optional.empty();
        }
        context.log().info("Redirecting request for /master" + path + " to the leading master");
        return Optional.of(redirectTo("/master" + path + query(request)));
    }

    /** To the leader's root. */
    Response redirect() {
        return redirectTo("");
    }

    private Response redirectTo(String pathAndQuery) {
        Optional<Address> leader = election.leader().map(MasterInfo::address);
        if (leader.isPresent() && context.settings().has(Bug.B04)) {
            leader = Optional.of(context.self().address());
        }
        if (leader.isEmpty() && !context.isAtLeast(Profile.LEGACY1)) {
            leader = Optional.of(context.self().address());
        }
        return leader.map(address -> Response.of(307).with("Location", "//" + address + pathAndQuery))
                .orElseGet(() -> MasterHttp.error(503, "No leader elected"));
    }

    private static String query(Request request) {
        String query = request.query().entrySet().stream()
                .flatMap(entry -> entry.getValue().stream().map(value -> encode(entry.getKey()) + "=" + encode(value)))
                .collect(Collectors.joining("&"));
        return query.isEmpty() ? "" : "?" + query;
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private void copyLeader() {
        Optional<MasterInfo> leader = election.leader();
        if (leader.isEmpty() || election.leads()) {
            return;
        }
        Duration limit = context.settings().scaled(Duration.ofSeconds(2));
        for (String path : CACHED) {
            Answers.on(
                    context.loop(),
                    context.platform()
                            .http()
                            .send(leader.get().address(), "GET", "/master" + path, Map.of(), new byte[0], limit, limit),
                    response -> {
                        if (response.status() == 200) {
                            cache.put(path, response.text());
                        }
                    },
                    failure -> context.log().warn("Keeping the old " + path));
        }
    }

    private JsonNode asIfLeading(JsonNode copy) {
        if (copy.has("pid")) {
            MasterInfo self = context.self();
            ObjectNode own = (ObjectNode) copy;
            own.put("id", self.id()).put("pid", self.pid()).put("hostname", self.hostname());
            own.put("leader", self.pid());
            if (own.path("leader_info").isObject()) {
                own.putObject("leader_info")
                        .put("id", self.id())
                        .put("pid", self.pid())
                        .put("port", self.address().port())
                        .put("hostname", self.hostname());
            }
        }
        return copy;
    }
}
