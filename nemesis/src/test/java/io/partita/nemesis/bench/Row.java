package io.partita.nemesis.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/** One line of the benchmark's table. */
final class Row {

    static final String HEAD = "%-34s %-31s   %-31s".formatted("", "apply", "heal")
            + System.lineSeparator()
            + "%-34s %7s %7s %7s %7s   %7s %7s %7s %7s"
                    .formatted("", "median", "p99", "skew", "p99", "median", "p99", "skew", "p99");

    private final Switch subject;
    private final List<TimedNodes.Time> applied = new ArrayList<>();
    private final List<TimedNodes.Time> healed = new ArrayList<>();

    Row(Switch subject) {
        this.subject = subject;
    }

    void measure(Random random, boolean counts) {
        subject.prepare(random);
        TimedNodes.Time apply = subject.apply();
        TimedNodes.Time heal = subject.heal();
        subject.cleanup();
        if (counts) {
            applied.add(apply);
            healed.add(heal);
        }
    }

    @Override
    public String toString() {
        return "%-34s %s   %s".formatted(subject.name(), times(applied), times(healed));
    }

    private static String times(List<TimedNodes.Time> times) {
        List<Long> total = times.stream().map(TimedNodes.Time::total).sorted().toList();
        List<Long> skew = times.stream().map(TimedNodes.Time::skew).sorted().toList();
        return String.format(
                Locale.ROOT, "%7.1f %7.1f %7.1f %7.1f", at(total, 0.5), at(total, 0.99), at(skew, 0.5), at(skew, 0.99));
    }

    private static double at(List<Long> sorted, double quantile) {
        int index = (int) Math.ceil(quantile * sorted.size()) - 1;
        return sorted.get(Math.max(0, index)) / 1e6;
    }
}
