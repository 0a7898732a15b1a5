package io.partita.workloads.mesos.apps;

import io.partita.checker.history.History;
import io.partita.checker.history.OpType;
import io.partita.workloads.mesos.apps.Reading.AppState;
import io.partita.workloads.mesos.observe.Json;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Sorts a history by app. A list of all apps is a reading of every app: of those that it shows, and of those that it does
 * not show, as long as something was still done to them, or the load was over. Lists that are wholly empty are left out: the
 * anchor is in every list, so they are no reading of anything, and are judged as what they are.
 */
final class AppRecords {

    /** What a list showed. */
    private record Listing(int invoked, int completed, int process, String leader, Map<String, Object> apps) {}

    private final History history;
    private final Map<String, List<Change>> changes = new LinkedHashMap<>();
    private final Map<String, List<Reading>> readings = new LinkedHashMap<>();
    private final Map<String, Integer> lastEvent = new LinkedHashMap<>();
    private final List<Listing> listings = new ArrayList<>();
    private int finalPhase = Integer.MAX_VALUE;

    private AppRecords(History history) {
        this.history = history;
    }

    /** The apps that somebody tried to make, in the order of first use. */
    static List<AppRecord> of(History history) {
        AppRecords records = new AppRecords(history);
        for (int i = 0; i < history.size(); i++) {
            records.take(i);
        }
        records.listings.forEach(records::spread);
        return records.changes.entrySet().stream()
                .map(app -> new AppRecord(
                        app.getKey(),
                        app.getValue(),
                        records.readings.getOrDefault(app.getKey(), List.of()).stream()
                                .sorted(Comparator.comparingInt(Reading::completed))
                                .toList()))
                .toList();
    }

    private void take(int i) {
        if (history.process(i) < 0) {
            // The final readings begin after this event of the nemesis.
            finalPhase = history.f(i).equals("final-phase") ? i : finalPhase;
            return;
        }
        if (history.key(i) instanceof String app) {
            lastEvent.put(app, i);
        }
        if (history.type(i) != OpType.INVOKE) {
            return;
        }
        int end = history.completionOf(i);
        boolean ok = end >= 0 && history.type(end) == OpType.OK;
        String f = history.f(i);
        if (Names.CHANGES.contains(f)) {
            if (end < 0 || history.type(end) != OpType.FAIL) {
                changes.computeIfAbsent(String.valueOf(history.key(i)), none -> new ArrayList<>())
                        .add(change(i, end, ok));
            }
        } else if (ok && f.equals(Names.READ)) {
            Map<String, Object> value = Json.object(history.value(end));
            readings.computeIfAbsent(String.valueOf(history.key(i)), none -> new ArrayList<>())
                    .add(new Reading(i, end, history.process(i), Json.text(value, Names.LEADER), state(value)));
        } else if (ok && f.equals(Names.LIST)) {
            Map<String, Object> value = Json.object(history.value(end));
            listings.add(new Listing(
                    i, end, history.process(i), Json.text(value, Names.LEADER), Json.object(value, Names.APPS)));
        }
    }

    private Change change(int begun, int end, boolean ok) {
        Map<String, Object> wanted = Json.object(history.value(begun));
        Map<String, Object> answer = ok ? Json.object(history.value(end)) : Map.of();
        return new Change(
                history.f(begun),
                begun,
                end < 0 ? Change.NEVER : end,
                ok,
                Json.text(wanted, Names.TOKEN),
                wanted.containsKey(Names.INSTANCES) ? Long.valueOf(Json.number(wanted, Names.INSTANCES)) : null,
                Json.text(answer, Names.VERSION),
                Json.text(answer, Names.LEADER));
    }

    private static AppState state(Map<String, Object> value) {
        return Json.flag(value, Names.ABSENT)
                ? AppState.ABSENT
                : new AppState(
                        Json.text(value, Names.TOKEN),
                        Json.number(value, Names.INSTANCES),
                        Json.text(value, Names.VERSION));
    }

    private void spread(Listing listing) {
        if (listing.apps().isEmpty()) {
            return;
        }
        changes.forEach((app, changed) -> {
            boolean shown = listing.apps().containsKey(app);
            boolean inItsLife = changed.get(0).invoked() < listing.completed()
                    && (listing.invoked() < lastEvent.get(app) || listing.invoked() > finalPhase);
            if (shown || inItsLife) {
                AppState state = shown ? state(Json.object(listing.apps(), app)) : AppState.ABSENT;
                readings.computeIfAbsent(app, none -> new ArrayList<>())
                        .add(new Reading(
                                listing.invoked(), listing.completed(), listing.process(), listing.leader(), state));
            }
        });
    }
}
