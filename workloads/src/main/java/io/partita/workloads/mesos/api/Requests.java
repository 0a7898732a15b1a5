package io.partita.workloads.mesos.api;

import io.partita.workloads.http.HttpCall;
import io.partita.workloads.http.HttpExchange;
import io.partita.workloads.mesos.api.Redirects.Followed;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;

/** Sends requests to one server and judges the answers. Safe for use by several threads. */
final class Requests {

    private static final String JSON = "application/json";

    private final HttpExchange http;
    private final URI base;
    private final int mostRedirects;

    /** @param mostRedirects how many a read follows; 0 if it is to be recorded that there is one */
    Requests(HttpExchange http, URI base, int mostRedirects) {
        if (base.getHost() == null
                || !(base.getRawPath().isEmpty() || base.getRawPath().equals("/"))) {
            throw new IllegalArgumentException("not an address of a server like http://host:port: " + base);
        }
        if (mostRedirects < 0) {
            throw new IllegalArgumentException("fewer than no redirects: " + mostRedirects);
        }
        this.http = http;
        this.base = base;
        this.mostRedirects = mostRedirects;
    }

    URI base() {
        return base;
    }

    Requests following(int most) {
        return new Requests(http, base, most);
    }

    /** @param path encoded, with its query */
    <T> Reply<T> read(String path, Body<T> body) throws InterruptedException {
        if (mostRedirects == 0) {
            return Verdict.ofRead(http.send(get(path)), body);
        }
        Followed followed = follow(path, mostRedirects);
        return followed.problem().isEmpty()
                ? Verdict.ofRead(followed.answer(), body)
                : new Reply.Refused<>(followed.problem());
    }

    Followed follow(String path, int most) throws InterruptedException {
        return Redirects.follow(http, get(path), most);
    }

    /**
     * @param path encoded, with its query
     * @param json what is sent, or {@code null} for nothing
     */
    <T> Reply<T> write(String method, String path, Object json, Body<T> body) throws InterruptedException {
        String content = json == null ? null : Body.MAPPER.writeValueAsString(json);
        HttpCall call = accepting(new HttpCall(method, uri(path), Map.of(), content), JSON);
        return Verdict.ofWrite(http.send(json == null ? call : call.with("Content-Type", JSON)), body);
    }

    /** The same with text that is no JSON. */
    <T> Reply<T> writeForm(String path, String form, Body<T> body) throws InterruptedException {
        HttpCall call = HttpCall.post(uri(path), form).with("Content-Type", "application/x-www-form-urlencoded");
        return Verdict.ofWrite(http.send(call), body);
    }

    private HttpCall get(String path) {
        // Some of Marathon's texts come as JSON if JSON is asked for, so both will do.
        return accepting(HttpCall.get(uri(path)), JSON + ", text/plain;q=0.5");
    }

    private static HttpCall accepting(HttpCall call, String types) {
        return call.with("Accept", types);
    }

    private URI uri(String path) {
        return base.resolve("/").resolve(path);
    }

    /** {@code path} with what a URI may not contain encoded; its slashes remain. */
    static String encoded(String path) {
        return Arrays.stream(path.split("/", -1))
                .map(part -> URLEncoder.encode(part, StandardCharsets.UTF_8).replace("+", "%20"))
                .collect(Collectors.joining("/"));
    }
}
