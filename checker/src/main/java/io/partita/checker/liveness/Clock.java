package io.partita.checker.liveness;

import io.partita.checker.history.History;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The clock of one kind of obligations in one history: it stands still where any of its rules says so. Immutable. */
final class Clock {

    private final List<ClockRule> rules;
    private final List<ClockRule.Suspension> suspensions;
    private final Spans stopped;
    private final Duration afterHeal;

    Clock(List<ClockRule> rules, History history) {
        this.rules = List.copyOf(rules);
        List<ClockRule.Suspension> all = new ArrayList<>();
        Duration longest = Duration.ZERO;
        for (ClockRule rule : rules) {
            all.addAll(rule.suspensions(history));
            longest = rule.afterHeal().compareTo(longest) > 0 ? rule.afterHeal() : longest;
        }
        all.sort(Comparator.comparingLong(suspension -> suspension.span().from()));
        suspensions = List.copyOf(all);
        stopped = Spans.of(all.stream().map(ClockRule.Suspension::span).toList());
        afterHeal = longest;
    }

    /** How much of {@code span} the clock stands still, in ns. */
    long stoppedIn(Span span) {
        return stopped.totalWithin(span);
    }

    /** How much of {@code span} the clock runs, in ns. */
    long runningIn(Span span) {
        return span.length() - stoppedIn(span);
    }

    /**
     * The last instant at which no more than {@code allowed} ns have run since {@code since}. If they have run out when
     * the clock stops, that is the instant at which it goes on.
     */
    long deadline(long since, long allowed) {
        long at = since;
        long left = allowed;
        List<Span> spans = stopped.list();
        for (int i = Math.max(0, stopped.lastFrom(since)); i < spans.size(); i++) {
            Span span = spans.get(i);
            if (span.to() <= at) {
                continue;
            }
            long runs = Math.max(0, span.from() - at);
            if (runs > left) {
                break;
            }
            left -= runs;
            at = span.to();
        }
        return Nanos.add(at, left);
    }

    /** Why the clock stood still in {@code span}: each cause once, in the order in which they begin. */
    List<String> causes(Span span) {
        return suspensions.stream()
                .filter(suspension -> suspension.span().intersects(span))
                .map(ClockRule.Suspension::cause)
                .distinct()
                .toList();
    }

    /** How long after a heal the clock goes on standing still, at most. */
    Duration afterHeal() {
        return afterHeal;
    }

    List<String> words() {
        return rules.stream().map(ClockRule::words).toList();
    }
}
