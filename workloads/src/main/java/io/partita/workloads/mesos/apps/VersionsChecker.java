package io.partita.workloads.mesos.apps;

import io.partita.checker.Budget;
import io.partita.checker.CheckResult;
import io.partita.checker.CheckResult.Anomaly;
import io.partita.checker.Checker;
import io.partita.checker.Verdict;
import io.partita.checker.history.History;
import io.partita.checker.history.OpType;
import io.partita.workloads.mesos.observe.Json;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * Every acknowledged version of an app is in every later list of its versions, as far back as Marathon keeps them. This
 * shows a lost change even after the next one has covered it.
 */
final class VersionsChecker implements Checker {

    /** No release keeps fewer, so a shorter list is complete. */
    private static final int KEPT = 25;

    private static final int ANOMALIES = 50;

    /** A list of versions that was answered. */
    private record Kept(int invoked, int completed, int process, String leader, TreeSet<String> versions) {

        boolean lacks(Change change) {
            boolean mayBeTooOld = versions.size() >= KEPT && change.version().compareTo(versions.first()) < 0;
            return change.completed() < invoked && !versions.contains(change.version()) && !mayBeTooOld;
        }
    }

    /** A version that is missing in a list. */
    private record Lost(String app, Change change, Kept list) {}

    private final Vias vias;

    VersionsChecker(Vias vias) {
        this.vias = vias;
    }

    @Override
    public String name() {
        return "versions";
    }

    @Override
    public CheckResult check(History history, Budget budget) {
        Map<String, List<Kept>> lists = lists(history);
        List<Lost> lost = new ArrayList<>();
        long compared = 0;
        for (AppRecord app : AppRecords.of(history)) {
            List<Kept> ofApp = lists.getOrDefault(app.id(), List.of());
            for (Change change : app.changes()) {
                if (change.acknowledged() && change.version() != null && !change.deletes()) {
                    compared += ofApp.isEmpty() ? 0 : 1;
                    ofApp.stream()
                            .filter(list -> list.lacks(change))
                            .findFirst()
                            .ifPresent(list -> lost.add(new Lost(app.id(), change, list)));
                }
            }
        }
        lost.sort(Comparator.comparingInt(each -> each.change().completed()));
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("lists", lists.values().stream().mapToLong(List::size).sum());
        details.put("versionsCompared", compared);
        details.put("versionsLost", (long) lost.size());
        List<Anomaly> anomalies = lost.stream()
                .limit(ANOMALIES)
                .map(each -> anomaly(history, each))
                .toList();
        if (!anomalies.isEmpty()) {
            String more = lost.size() > 1 ? " (and " + (lost.size() - 1) + " more versions)" : "";
            return new CheckResult(name(), Verdict.INVALID, anomalies.get(0).headline() + more, anomalies, details);
        }
        return compared == 0
                ? new CheckResult(
                        name(), Verdict.UNKNOWN, "no list of an app's versions was answered", List.of(), details)
                : new CheckResult(
                        name(),
                        Verdict.VALID,
                        "all " + compared + " acknowledged versions of the apps that are left are kept",
                        List.of(),
                        details);
    }

    private static Map<String, List<Kept>> lists(History history) {
        Map<String, List<Kept>> lists = new LinkedHashMap<>();
        for (int i = 0; i < history.size(); i++) {
            if (history.type(i) == OpType.OK && history.f(i).equals(Names.VERSIONS)) {
                Map<String, Object> value = Json.object(history.value(i));
                TreeSet<String> versions = new TreeSet<>();
                Json.list(value.get(Names.VERSIONS)).forEach(version -> versions.add(String.valueOf(version)));
                lists.computeIfAbsent(String.valueOf(history.key(i)), none -> new ArrayList<>())
                        .add(new Kept(
                                history.invocationOf(i),
                                i,
                                history.process(i),
                                Json.text(value, Names.LEADER),
                                versions));
            }
        }
        return lists;
    }

    private Anomaly anomaly(History history, Lost lost) {
        Change change = lost.change();
        Kept list = lost.list();
        String headline = "app " + lost.app() + " lost an acknowledged version: " + change.describe()
                + ", acknowledged at "
                + history.moment(change.completed())
                + (change.leader() == null ? "" : " by the Marathon on " + change.leader()) + " as version "
                + change.version() + ", is not among the " + list.versions().size() + " versions that "
                + (list.leader() == null ? "" : "the one on " + list.leader() + ", asked through ")
                + vias.of(list.process()) + ", kept at " + history.moment(list.completed());
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("version", change.version());
        details.put("kept", new ArrayList<>(list.versions()));
        List<Long> related = new ArrayList<>(List.of((long) change.invoked(), (long) change.completed()));
        Collections.sort(related);
        return new Anomaly(headline, lost.app(), list.completed(), related, details);
    }
}
