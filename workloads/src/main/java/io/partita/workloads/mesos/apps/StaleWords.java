package io.partita.workloads.mesos.apps;

import io.partita.checker.CheckResult.Anomaly;
import io.partita.checker.history.History;
import io.partita.workloads.mesos.apps.Terms.Term;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Says what is wrong with stale readings: once for each app, by the first that shows it. */
final class StaleWords {

    private final History history;
    private final Terms terms;
    private final Vias vias;
    private final Overlap overlap;

    StaleWords(History history, Terms terms, Vias vias, Overlap overlap) {
        this.history = history;
        this.terms = terms;
        this.vias = vias;
        this.overlap = overlap;
    }

    /** In the order of the history. */
    List<Anomaly> anomalies(List<Stale> stale) {
        Map<String, List<Stale>> byApp = new LinkedHashMap<>();
        stale.stream()
                .sorted(Comparator.comparingInt(each -> each.reading().completed()))
                .forEach(each -> byApp.computeIfAbsent(each.app(), none -> new ArrayList<>())
                        .add(each));
        return byApp.values().stream().map(this::anomaly).toList();
    }

    private Anomaly anomaly(List<Stale> ofApp) {
        Stale first = ofApp.get(0);
        Reading reading = first.reading();
        Change missed = first.missed().get(first.missed().size() - 1);
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("app", first.app());
        details.put("missedChanges", (long) first.missed().size());
        details.put("ageMs", first.age() / 1_000_000);
        details.put("staleReadings", (long) ofApp.size());
        List<Long> related = new ArrayList<>();
        first.missed()
                .forEach(change -> related.add((long) (change.acknowledged() ? change.completed() : change.invoked())));
        related.add((long) reading.invoked());
        return new Anomaly(
                headline(first, reading, missed),
                first.app(),
                reading.completed(),
                related.stream().sorted().toList(),
                details);
    }

    private String headline(Stale stale, Reading reading, Change missed) {
        int lost = stale.missed().size();
        String what = missed.describe() + " at "
                + history.moment(missed.acknowledged() ? missed.completed() : missed.invoked())
                + (lost > 1 ? " and " + (lost - 1) + " more before it" : "");
        String shown = "at " + history.moment(reading.completed()) + " the Marathon on "
                + (reading.leader() == null ? "an unnamed node" : reading.leader()) + ", asked through "
                + vias.of(reading.process()) + ", showed " + reading.app().describe();
        String acknowledged =
                missed.leader() == null ? "acknowledged" : "acknowledged by the Marathon on " + missed.leader();
        if (stale.isExplained()) {
            return "stale reading of app " + stale.app() + ": " + shown + ", without " + what + ", " + acknowledged;
        }
        return switch (stale.reason()) {
            case OWN_WORD ->
                "app " + stale.app() + " was rolled back: " + what + ", " + acknowledged + ", was gone again: " + shown;
            case SUCCESSOR ->
                "app " + stale.app() + " lost an acknowledged change at a failover: " + what + ", " + acknowledged
                        + ", was unknown to its successor: " + shown;
            case TOO_LATE ->
                "app " + stale.app() + " went back to an old version: " + what + ", " + acknowledged
                        + ", was gone again: " + shown + since(missed)
                        + ", too long after for a deposed leader that does not know it yet ("
                        + overlap.bound().toMillis() + " ms)";
            case NO_FAULT ->
                "app " + stale.app() + " went back to an old version: " + what + ", " + acknowledged
                        + ", was gone again: " + shown + ", while no fault could have deposed anybody";
        };
    }

    private String since(Change missed) {
        return missed.leader() == null || !missed.acknowledged()
                ? ""
                : terms.at(missed.leader(), missed.completed())
                        .map(term -> ", " + missed.leader() + " having led since " + history.moment(term.first()))
                        .orElse("");
    }

    /** The terms as figures. */
    List<Map<String, Object>> terms(Terms all) {
        List<Map<String, Object>> json = new ArrayList<>();
        for (Term term : all.all()) {
            Map<String, Object> one = new LinkedHashMap<>();
            one.put("leader", term.leader());
            one.put("firstAcknowledgementMs", term.from() / 1_000_000);
            json.add(one);
        }
        return json;
    }
}
