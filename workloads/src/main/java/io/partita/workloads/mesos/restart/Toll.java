package io.partita.workloads.mesos.restart;

import io.partita.checker.CheckResult;
import io.partita.workloads.mesos.observe.Json;
import io.partita.workloads.mesos.observe.TaskLife;
import io.partita.workloads.mesos.observe.TaskLife.Cause;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What became of a run's tasks. Immutable.
 *
 * @param started how many began
 * @param ended how many ended, by what ended them
 */
record Toll(int started, Map<Cause, Long> ended) {

    Toll {
        ended = Map.copyOf(ended);
    }

    static Toll of(List<TaskLife> lives) {
        Map<Cause, Long> ended = new EnumMap<>(Cause.class);
        lives.forEach(life -> life.end().ifPresent(end -> ended.merge(end.cause(), 1L, Long::sum)));
        return new Toll(lives.size(), ended);
    }

    private long by(Cause cause) {
        return ended.getOrDefault(cause, 0L);
    }

    Map<String, Object> toJson() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("started", (long) started);
        json.put("killed", by(Cause.STRUCK));
        json.put("diedByThemselves", by(Cause.EXITED));
        json.put("endedBySignal", by(Cause.TOLD));
        json.put("vanished", by(Cause.VANISHED));
        return json;
    }

    /** What a good result of the liveness checker says about restarts and about the end. */
    String sentence(CheckResult liveness) {
        Map<String, Object> kinds = Json.object(liveness.details(), "kinds");
        StringBuilder text = new StringBuilder()
                .append(by(Cause.STRUCK))
                .append(by(Cause.STRUCK) == 1 ? " task was" : " tasks were")
                .append(" killed, ")
                .append(by(Cause.EXITED))
                .append(" died by themselves: everything that died was replaced")
                .append(times(all(kinds, Capacity.REPLACEMENT)));
        Map<String, Object> lost = all(kinds, Capacity.LOSS);
        if (Json.number(lost, "count") > 0) {
            text.append(", what got out of reach").append(times(lost));
        }
        double converged = decimal(all(kinds, RestartChecker.CONVERGENCE), "maxMs");
        return text.append("; every app had exactly its instances ")
                .append(seconds(converged))
                .append(" after all served again")
                .toString();
    }

    private static Map<String, Object> all(Map<String, Object> kinds, String kind) {
        return Json.object(Json.object(Json.object(kinds, kind), "times"), "all");
    }

    private static String times(Map<String, Object> times) {
        return Json.number(times, "count") == 0
                ? ""
                : ", in " + seconds(decimal(times, "p50Ms")) + " at the median and " + seconds(decimal(times, "maxMs"))
                        + " at worst";
    }

    private static double decimal(Map<String, Object> from, String key) {
        return from.get(key) instanceof Number number ? number.doubleValue() : 0;
    }

    private static String seconds(double millis) {
        return String.format(Locale.ROOT, "%.1f s", millis / 1000).replace(".0 s", " s");
    }
}
