package io.partita.workloads.mesos.deploy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How the tasks of scalings up started: in groups, of which one ends where nothing starts for half the time between two rounds
 * of offers. Histograms as those of {@link io.partita.checker.liveness.Liveness}. Not thread-safe.
 */
final class Groups {

    private static final int SHOWN = 100;

    private final long gap;
    private final List<Object> shown = new ArrayList<>();
    private final io.partita.checker.liveness.Sample untilStart = new io.partita.checker.liveness.Sample();
    private final io.partita.checker.liveness.Sample between = new io.partita.checker.liveness.Sample();
    private long scalings;
    private long groups;
    private long greatest;
    private long starts;

    /** @param round the time between two rounds of offers */
    Groups(Duration round) {
        this.gap = round.dividedBy(2).toNanos();
    }

    /**
     * Adds a scaling up.
     *
     * @param from how many instances there were to be before
     * @param started when tasks started until it was over, in order, ns
     */
    void add(RollingApp app, Change change, long from, List<Long> started) {
        if (started.isEmpty()) {
            return;
        }
        scalings++;
        List<Object> sizes = new ArrayList<>();
        List<Object> begins = new ArrayList<>();
        long size = 0;
        long last = 0;
        long groupBegan = 0;
        for (long start : started) {
            untilStart.add(start - change.begun().time());
            starts++;
            if (size > 0 && start - last < gap) {
                size++;
            } else {
                if (size > 0) {
                    sizes.add(size);
                    between.add(start - groupBegan);
                }
                groupBegan = start;
                begins.add((start - change.begun().time()) / 1_000_000);
                size = 1;
                groups++;
            }
            greatest = Math.max(greatest, size);
            last = start;
        }
        sizes.add(size);
        if (shown.size() < SHOWN) {
            Map<String, Object> json = new LinkedHashMap<>();
            json.put("app", app.id());
            json.put("from", from);
            json.put("to", change.value());
            json.put("groups", sizes);
            json.put("groupsBeganMs", begins);
            shown.add(json);
        }
    }

    String words() {
        return scalings == 0
                ? "no scaling up was seen from its beginning to its end"
                : scalings + " times scaled up: " + starts + " tasks started in " + groups + " groups of at most "
                        + greatest;
    }

    Map<String, Object> json() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("scaledUp", scalings);
        json.put("groups", groups);
        json.put("greatestGroup", greatest);
        json.put("untilStart", untilStart.json());
        json.put("betweenGroups", between.json());
        json.put("scalings", shown);
        return json;
    }
}
