package io.partita.testbed.contract;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/** Marathon's events as they came, and what about them has to be the same in every run. */
final class EventLog {

    private static final Pattern EVENT = Pattern.compile("event: (\\S+)\r?\ndata: (.*)\r?\n");

    private final List<Event> events = new ArrayList<>();

    private record Event(String type, JsonNode data) {}

    EventLog(String text) {
        Matcher matcher = EVENT.matcher(text);
        while (matcher.find()) {
            events.add(new Event(matcher.group(1), Comparison.read(matcher.group(2))));
        }
    }

    /** The shape of all events of a type, by type. */
    Map<String, Shape> shapes() {
        Map<String, List<JsonNode>> byType = new TreeMap<>();
        events.forEach(event ->
                byType.computeIfAbsent(event.type(), type -> new ArrayList<>()).add(event.data()));
        Map<String, Shape> shapes = new TreeMap<>();
        byType.forEach((type, all) -> shapes.put(type, Shape.of(all.toArray(JsonNode[]::new))));
        return shapes;
    }

    /** What was told of each instance, of each deployment, and of all the rest, each in order; sorted. */
    List<String> stories() {
        Map<String, List<String>> stories = new LinkedHashMap<>();
        for (Event event : events) {
            stories.computeIfAbsent(subject(event), subject -> new ArrayList<>())
                    .add(sentence(event));
        }
        return stories.entrySet().stream()
                .map(story -> kind(story.getKey()) + ": " + String.join(", ", story.getValue()))
                .sorted()
                .toList();
    }

    /** What an event is about: kind and identifier. */
    private static String subject(Event event) {
        JsonNode data = event.data();
        if (data.has("instanceId")) {
            return "instance " + data.path("instanceId").asString();
        }
        if (data.has("taskId")) {
            String task = data.path("taskId").asString();
            return "instance " + task.substring(0, task.indexOf("._app"));
        }
        return data.has("plan") ? "deployment " + data.path("plan").path("id").asString() : "cluster";
    }

    private static String kind(String subject) {
        return subject.split(" ")[0];
    }

    private static String sentence(Event event) {
        JsonNode data = event.data();
        String detail = data.path("condition").asString("")
                + data.path("taskStatus").asString("")
                + data.path("currentStep")
                        .path("actions")
                        .path(0)
                        .path("action")
                        .asString("");
        return detail.isEmpty() ? event.type() : event.type() + " " + detail;
    }
}
