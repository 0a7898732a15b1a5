package io.partita.nemesis.schedule;

import io.partita.nemesis.schedule.NemesisExpression.Clause;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** When the clauses of scripts come to pass. Pure. */
final class ScriptTimes {

    private ScriptTimes() {}

    /**
     * The times at which {@code clause} begins: once, or as often as it is over by its end.
     *
     * @param timing how long its faults last
     * @param end when a repetition of which no end was said is over
     */
    static List<Duration> of(Clause clause, Timing timing, Duration end) {
        if (clause.period().isEmpty()) {
            return List.of(clause.first());
        }
        Duration last = clause.until().orElse(end).minus(clause.what().length(timing));
        List<Duration> times = new ArrayList<>();
        for (Duration at = clause.first();
                at.compareTo(last) <= 0;
                at = at.plus(clause.period().get())) {
            times.add(at);
        }
        return times;
    }
}
