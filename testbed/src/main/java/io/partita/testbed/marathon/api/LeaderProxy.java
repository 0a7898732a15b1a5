package io.partita.testbed.marathon.api;

import io.partita.testbed.messages.Address;
import io.partita.testbed.runtime.Answers;
import io.partita.testbed.runtime.HttpService.Request;
import io.partita.testbed.runtime.HttpService.Responder;
import io.partita.testbed.runtime.HttpService.Response;
import io.partita.testbed.runtime.Platform;
import io.partita.testbed.settings.Knob;
import io.partita.testbed.settings.Settings;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** Passes requests on to the leader. Every proxy leaves its mark in a header, so that a request that goes in circles ends. */
final class LeaderProxy {

    private static final String VIA = "X-Marathon-Via";
    private static final Duration NO_LIMIT = Duration.ofHours(1);
    /** Those of one connection, and those that the client library sets. */
    private static final Set<String> NOT_PASSED_ON = Set.of(
            "connection",
            "content-length",
            "expect",
            "host",
            "http2-settings",
            "keep-alive",
            "te",
            "transfer-encoding",
            "upgrade");

    private final Platform platform;
    private final Settings settings;
    private final String mark;

    LeaderProxy(Platform platform, Settings settings, Address self) {
        this.platform = platform;
        this.settings = settings;
        this.mark = "1.1 " + self;
    }

    /** Whether this Marathon has passed the request on before. */
    boolean isLoop(Request request) {
        return Arrays.stream(
                        request.headers().getOrDefault("x-marathon-via", "").split(","))
                .anyMatch(via -> via.strip().equals(mark));
    }

    /** Asks {@code leader} in the client's stead. */
    void pass(Request request, Address leader, Responder responder, Consumer<? super Throwable> failed) {
        Map<String, String> headers = new LinkedHashMap<>();
        request.headers().forEach((name, value) -> {
            if (!NOT_PASSED_ON.contains(name) && !name.equals("x-marathon-via")) {
                headers.put(name, value);
            }
        });
        String via = request.headers().get("x-marathon-via");
        headers.put(VIA, via == null ? mark : via + ", " + mark);
        Answers.on(
                platform.loop(),
                platform.http()
                        .send(
                                leader,
                                request.method(),
                                pathAndQuery(request),
                                headers,
                                request.body(),
                                settings.optionalDuration(Knob.MARATHON_PROXY_CONNECT)
                                        .orElse(NO_LIMIT),
                                settings.optionalDuration(Knob.MARATHON_PROXY_READ)
                                        .orElse(NO_LIMIT)),
                response -> responder.respond(answer(response, leader)),
                failed);
    }

    /** The leader's answer, with the headers as they are after the way through a proxy. */
    private Response answer(Response response, Address leader) {
        Map<String, String> given = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        given.putAll(response.headers());
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("X-Marathon-Leader", "http://" + leader);
        pass(given, headers, "X-Frame-Options", "x-frame-options");
        pass(given, headers, "X-XSS-Protection", "x-xss-protection");
        headers.put("Cache-Control", "no-cache, no-store, must-revalidate");
        headers.put("Pragma", "no-cache");
        headers.put("Expires", "Wed, 01 Jan 1800 00:00:00 GMT");
        for (String name : List.of("Location", "Marathon-Deployment-Id")) {
            pass(given, headers, name, name);
        }
        if (given.containsKey("Vary")) {
            headers.put("Vary", Reply.VARY);
        }
        String via = given.get(VIA);
        headers.put(VIA, via == null ? mark : via + ", " + mark);
        pass(given, headers, "Content-Type", "Content-Type");
        return new Response(response.status(), headers, response.body());
    }

    private static void pass(Map<String, String> from, Map<String, String> to, String name, String shown) {
        if (from.containsKey(name)) {
            to.put(shown, from.get(name));
        }
    }

    /** Path and query as they go over the wire. */
    static String pathAndQuery(Request request) {
        String path = Arrays.stream(request.path().split("/", -1))
                .map(LeaderProxy::encoded)
                .collect(Collectors.joining("/"));
        String query = request.query().entrySet().stream()
                .flatMap(
                        entry -> entry.getValue().stream().map(value -> encoded(entry.getKey()) + "=" + encoded(value)))
                .collect(Collectors.joining("&"));
        return query.isEmpty() ? path : path + "?" + query;
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
