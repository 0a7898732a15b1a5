package io.partita.workloads.mesos.api;

import io.partita.workloads.http.HttpAnswer.Received;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * What a server says when it does not do what it was asked. Immutable.
 *
 * @param status of the answer
 * @param message in words: of Marathon's JSON, of an HTML page's title, or the first line of a text; may be empty
 * @param details what more Marathon says, as JSON; may be empty
 * @param deployments the ids of those that are in the way of a change
 * @param leader the Marathon that leads, {@code host:port}, as the answer has it; {@code null} if it does not say
 */
public record ErrorAnswer(int status, String message, String details, List<String> deployments, String leader) {

    private static final Pattern TITLE =
            Pattern.compile("<title>(.*?)</title>", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
    private static final int LONGEST = 200;
    private static final String LEADER = "X-Marathon-Leader";

    public ErrorAnswer {
        Objects.requireNonNull(message, "message is null");
        Objects.requireNonNull(details, "details is null");
        deployments = List.copyOf(deployments);
    }

    public ErrorAnswer(int status, String message, String details, List<String> deployments) {
        this(status, message, details, deployments, null);
    }

    /** The leader, {@code host:port}, that {@code answer} names; {@code null} if it names none. */
    static String leader(Received answer) {
        return answer.header(LEADER)
                .map(address -> address.replaceFirst("^https?://", ""))
                .orElse(null);
    }

    /** What can be made of {@code answer}, whatever it is. */
    static ErrorAnswer of(Received answer) {
        try {
            JsonNode json = Body.MAPPER.readTree(answer.body());
            if (json.path("message").isString()) {
                return ofJson(answer, json);
            }
        } catch (JacksonException e) {
            // Then it is a page or a text.
        }
        Matcher title = TITLE.matcher(answer.body());
        String text = title.find()
                ? title.group(1)
                : answer.body().strip().lines().findFirst().orElse("");
        return new ErrorAnswer(answer.status(), shortened(text.strip()), "", List.of(), leader(answer));
    }

    private static ErrorAnswer ofJson(Received answer, JsonNode json) {
        JsonNode details = json.path("details");
        List<String> deployments = json.path("deployments")
                .valueStream()
                .map(each -> each.path("id").asString(""))
                .filter(id -> !id.isEmpty())
                .toList();
        return new ErrorAnswer(
                answer.status(),
                shortened(json.path("message").stringValue()),
                details.isMissingNode()
                        ? ""
                        : shortened(details.isString() ? details.stringValue() : details.toString()),
                deployments,
                leader(answer));
    }

    private static String shortened(String text) {
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
    }
}
