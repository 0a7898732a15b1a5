package io.partita.workloads.http;

import java.net.URI;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * One HTTP request. Immutable.
 *
 * @param method such as {@code GET}
 * @param uri absolute, {@code http} only
 * @param headers sent as they are, besides those that {@link HttpExchange} sets: Host, Connection, Content-Length
 * @param body the content, or {@code null}; sent as UTF-8
 */
public record HttpCall(String method, URI uri, Map<String, String> headers, String body) {

    private static final Pattern TOKEN = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");
    private static final Pattern LINE = Pattern.compile("[\\t\\x20-\\x7e]*");

    public HttpCall {
        headers = Collections.unmodifiableMap(new LinkedHashMap<>(headers));
        if (!TOKEN.matcher(method).matches()) {
            throw new IllegalArgumentException("not a method of HTTP: " + method);
        }
        if (!"http".equalsIgnoreCase(uri.getScheme()) || uri.getHost() == null) {
            throw new IllegalArgumentException("not an address like http://host:port/path: " + uri);
        }
        headers.forEach((name, value) -> {
            if (!TOKEN.matcher(name).matches() || !LINE.matcher(value).matches()) {
                throw new IllegalArgumentException("not a header: " + name + ": " + value);
            }
        });
    }

    public static HttpCall get(URI uri) {
        return new HttpCall("GET", uri, Map.of(), null);
    }

    /** @param body may be {@code null} */
    public static HttpCall post(URI uri, String body) {
        return new HttpCall("POST", uri, Map.of(), body);
    }

    public static HttpCall put(URI uri, String body) {
        return new HttpCall("PUT", uri, Map.of(), Objects.requireNonNull(body, "a PUT without a body"));
    }

    public static HttpCall delete(URI uri) {
        return new HttpCall("DELETE", uri, Map.of(), null);
    }

    /** The same with one header more, or another value for it. */
    public HttpCall with(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return new HttpCall(method, uri, more, body);
    }

    /** The same request to another address. */
    public HttpCall to(URI other) {
        return new HttpCall(method, other, headers, body);
    }
}
