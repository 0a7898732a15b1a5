package io.partita.testbed.sim;

import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/** Requests that make little sense: known ones with something put in, taken out or exchanged. */
public final class Fuzz {

    /** A request that may be sent as it is. */
    public record Ask(String method, String pathAndQuery, Map<String, String> headers, String body) {}

    private static final List<String> METHODS =
            List.of("GET", "POST", "POST", "POST", "PUT", "DELETE", "HEAD", "PATCH", "OPTIONS", "get", "");
    private static final List<String> TYPES = List.of(
            "application/json",
            "application/json",
            "application/json;charset=utf-8",
            "application/x-protobuf",
            "text/plain",
            "");
    private static final List<String> VALUES = List.of(
            "null",
            "true",
            "0",
            "-1",
            "1.5",
            "1e400",
            "9223372036854775807",
            "99999999999999999999999",
            "\"\"",
            "\"x\"",
            "\"\\u0000/..\"",
            "[]",
            "{}",
            "[[]]",
            "{\"value\":null}",
            "[null]",
            "[".repeat(2000),
            "[".repeat(400) + "]".repeat(400));
    private static final List<String> QUERIES = List.of(
            "limit=-1",
            "limit=99999999999",
            "offset=x",
            "offset=5&limit=0",
            "order=&order=asc",
            "task_id=%",
            "framework_id=%zz",
            "=",
            "&&&",
            "a=b=c");
    private static final String LETTERS = "abz/0.%2F%00%fféß \t\\?#&=+;:@[]{}\"'";

    private final RandomGenerator random;
    private final List<String> paths;
    private final List<String> bodies;

    /**
     * @param paths that exist
     * @param bodies that make sense
     */
    public Fuzz(RandomGenerator random, List<String> paths, List<String> bodies) {
        this.random = random;
        this.paths = paths;
        this.bodies = bodies;
    }

    /** The next request. */
    public Ask next() {
        String path = random.nextInt(4) == 0 ? scramble(one(paths)) : one(paths);
        String query = random.nextInt(3) == 0 ? "?" + one(QUERIES) : "";
        return new Ask(one(METHODS), path + query, Map.of("Content-Type", one(TYPES)), body());
    }

    private String body() {
        String body = one(bodies);
        return switch (random.nextInt(5)) {
            case 0 -> body;
            case 1 -> one(VALUES);
            case 2 -> scramble(body);
            default -> exchangeValue(body);
        };
    }

    /** Puts another value in place of what stands between two signs of JSON. */
    private String exchangeValue(String json) {
        int colon = json.indexOf(':', random.nextInt(json.length() + 1));
        if (colon < 0) {
            return one(VALUES);
        }
        int end = colon + 1;
        while (end < json.length() && ",}]".indexOf(json.charAt(end)) < 0) {
            end++;
        }
        return json.substring(0, colon + 1) + one(VALUES) + json.substring(end);
    }

    private String scramble(String text) {
        StringBuilder scrambled = new StringBuilder(text);
        for (int count = random.nextInt(1, 4); count > 0; count--) {
            int at = random.nextInt(scrambled.length() + 1);
            if (random.nextBoolean() && at < scrambled.length()) {
                scrambled.deleteCharAt(at);
            } else {
                scrambled.insert(at, LETTERS.charAt(random.nextInt(LETTERS.length())));
            }
        }
        return scrambled.toString();
    }

    private <T> T one(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }
}
