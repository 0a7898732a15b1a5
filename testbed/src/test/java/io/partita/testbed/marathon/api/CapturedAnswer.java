package io.partita.testbed.marathon.api;

import io.partita.testbed.marathon.app.Json;
import io.partita.testbed.runtime.HttpService.Response;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** An answer of a real Marathon, and how one of ours differs from it: in status, headers, their order, keys, types, their order. */
final class CapturedAnswer {

    private static final String ROOT = "/captures/marathon-1.8.244/";
    /** Added by the HTTP server, or by the real one about a connection. */
    private static final Set<String> SERVERS_OWN = Set.of("Date", "Content-Length");

    private final int status;
    private final Map<String, String> headers = new LinkedHashMap<>();
    private final String body;

    private CapturedAnswer(String head, String body) {
        List<String> lines = head.lines().filter(line -> !line.isBlank()).toList();
        this.status = Integer.parseInt(lines.get(0).split(" ")[1]);
        lines.stream().skip(1).map(line -> line.split(": ", 2)).forEach(pair -> {
            if (!SERVERS_OWN.contains(pair[0])) {
                // Our answers name every header once.
                headers.merge(pair[0], pair[1], (one, other) -> one + ", " + other);
            }
        });
        this.body = body;
    }

    /** One of {@code api/}: headers and body in two files. */
    static CapturedAnswer api(String name) {
        return new CapturedAnswer(text("api/" + name + ".hdr"), text("api/" + name + ".json"));
    }

    /** One in a single file. */
    static CapturedAnswer http(String name) {
        String[] parts = text(name).replace("\r", "").split("\n\n", 2);
        return new CapturedAnswer(parts[0], parts[1]);
    }

    static String text(String name) {
        try (InputStream in = CapturedAnswer.class.getResourceAsStream(ROOT + name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Everything in which {@code ours} differs. */
    List<String> differences(Response ours) {
        List<String> found = new ArrayList<>();
        if (ours.status() != status) {
            found.add("status " + ours.status() + ", not " + status);
        }
        if (!List.copyOf(ours.headers().keySet()).equals(List.copyOf(headers.keySet()))) {
            found.add("headers " + ours.headers().keySet() + ", not " + headers.keySet());
        }
        headers.forEach((name, value) -> {
            boolean free = Set.of("X-Marathon-Leader", "Location", "Marathon-Deployment-Id", "X-Marathon-Via")
                    .contains(name);
            if (!free && !value.equals(ours.headers().get(name))) {
                found.add(name + ": " + ours.headers().get(name) + ", not " + value);
            }
        });
        if (headers.get("Content-Type").equals("application/json")) {
            compare("", Json.parse(body), Json.parse(ours.text()), found);
        } else if (!body.strip().equals(ours.text().strip())) {
            found.add("body " + ours.text());
        }
        return found;
    }

    static void compare(String path, JsonNode real, JsonNode ours, List<String> found) {
        if (real.getNodeType() != ours.getNodeType()) {
            found.add(path + " is " + ours.getNodeType() + ", not " + real.getNodeType());
        } else if (real.isObject()) {
            List<String> wanted = List.copyOf(real.propertyNames());
            List<String> given = List.copyOf(ours.propertyNames());
            if (!given.equals(wanted)) {
                found.add(path + " has " + given + ", not " + wanted);
            }
            wanted.stream()
                    .filter(given::contains)
                    .forEach(name -> compare(path + "/" + name, real.get(name), ours.get(name), found));
        } else if (real.isArray()) {
            if (real.size() != ours.size()) {
                found.add(path + " has " + ours.size() + " elements, not " + real.size());
            }
            Iterator<JsonNode> other = ours.iterator();
            for (JsonNode element : real) {
                if (other.hasNext()) {
                    compare(path + "()", element, other.next(), found);
                }
            }
        } else if (real.isNumber()
                && real.isIntegralNumber() != ours.isIntegralNumber()
                && real.doubleValue() == ours.doubleValue()) {
            found.add(path + " is written " + ours + ", not " + real);
        }
    }
}
