package io.partita.checker.liveness;

import io.partita.checker.history.History;
import io.partita.checker.liveness.Judgement.State;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Judges the obligations of one history. Not thread-safe. */
final class Judge {

    private final Moment end;
    private final long interval;
    private final List<FaultWindow> faults;
    private final Function<String, Clock> newClock;
    private final Map<String, Clock> clocks = new HashMap<>();

    /**
     * @param rules the rules of a kind
     * @param interval what is added to every bound, ns
     */
    Judge(History history, Function<String, List<ClockRule>> rules, long interval, List<FaultWindow> faults) {
        this.end = Moment.endOf(history);
        this.interval = interval;
        this.faults = faults;
        this.newClock = kind -> new Clock(rules.apply(kind), history);
    }

    Clock clock(String kind) {
        return clocks.computeIfAbsent(kind, newClock);
    }

    Judgement judge(Obligation obligation) {
        Clock clock = clock(obligation.kind());
        long since = obligation.since().time();
        long allowed = Nanos.add(obligation.bound().toNanos(), interval);
        long deadline = clock.deadline(since, allowed);
        boolean met = obligation.met() != null
                && (obligation.cancelled() == null || obligation.met().compareTo(obligation.cancelled()) <= 0);
        boolean cancelled = !met && obligation.cancelled() != null;
        Moment last = met ? obligation.met() : cancelled ? obligation.cancelled() : end;
        State state =
                last.time() > deadline ? State.MISSED : met ? State.MET : cancelled ? State.CANCELLED : State.OPEN;
        Span life = new Span(since, Math.max(since, last.time()));
        return new Judgement(
                met ? obligation : obligation.metAt(null),
                state,
                allowed,
                deadline,
                life,
                clock.runningIn(life),
                clock.causes(life),
                situation(since, new Span(since, Math.min(life.to(), deadline)), clock));
    }

    /** {@code quiet}, {@code after heal}, or {@code during} the faults that may have been active meanwhile. */
    private String situation(long since, Span span, Clock clock) {
        List<String> during = faults.stream()
                .filter(window ->
                        window.possible().contains(since) || window.possible().intersects(span))
                .map(FaultWindow::name)
                .distinct()
                .sorted()
                .toList();
        if (!during.isEmpty()) {
            return Situations.during(during);
        }
        boolean afterHeal = faults.stream()
                .filter(FaultWindow::provenHealed)
                .map(window -> new Span(
                        window.healed().time(),
                        Nanos.add(window.healed().time(), clock.afterHeal().toNanos())))
                .anyMatch(grace -> grace.contains(since));
        return afterHeal ? Situations.AFTER_HEAL : Situations.QUIET;
    }
}
