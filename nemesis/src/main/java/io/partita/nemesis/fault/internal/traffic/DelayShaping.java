package io.partita.nemesis.fault.internal.traffic;

import io.partita.nemesis.fault.internal.shared.Percent;
import io.partita.nemesis.node.ConnectTimes;
import io.partita.nemesis.proof.Links;
import io.partita.nemesis.proof.Proof;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;

/**
 * Packets are delayed: all of them, or all but a random share, which thus overtake the others.
 *
 * <p>The proof makes connections. If all packets are delayed, none may take less than the least delay; if some overtake,
 * some must be faster than half the delay, and others slower than nine tenths.
 *
 * @param delay how long
 * @param jitter how much longer or shorter, by chance
 * @param overtaking the share that is not delayed, from 0 to 1; empty if that is not what is wanted
 * @param correlation how much the fate of a packet depends on that of the one before, from 0 to 1
 */
record DelayShaping(Duration delay, Duration jitter, OptionalDouble overtaking, double correlation) implements Shaping {

    private static final Duration MOST_HARMLESS = Duration.ofMillis(100);
    private static final long CLOCK_MICROS = 1000;

    @Override
    public String words() {
        return "are delayed by " + delay.toMillis() + " ms"
                + (jitter.isZero() ? "" : " ± " + jitter.toMillis() + " ms")
                + (overtaking.isEmpty() ? "" : ", but for " + Percent.of(overtaking.getAsDouble()) + " that overtake");
    }

    @Override
    public Map<String, Object> intent() {
        Map<String, Object> intent = new TreeMap<>(Map.of(
                "effect", overtaking.isEmpty() ? "delay" : "reorder",
                "delayMs", delay.toMillis(),
                "jitterMs", jitter.toMillis()));
        overtaking.ifPresent(share -> intent.put("share", share));
        return intent;
    }

    @Override
    public String netem() {
        return "limit 20000 delay " + micros(delay) + "us"
                + (jitter.isZero() ? "" : " " + micros(jitter) + "us")
                + (overtaking.isEmpty()
                        ? ""
                        : " reorder " + Percent.of(overtaking.getAsDouble()) + " " + Percent.of(correlation));
    }

    @Override
    public boolean overwhelms() {
        return delay.plus(jitter).compareTo(MOST_HARMLESS) > 0;
    }

    @Override
    public Proof measure(Links links) {
        Map<String, Map<String, List<Long>>> times = links.measure((remote, others) -> ConnectTimes.parse(
                remote.require(ConnectTimes.command(others, rounds())).stdout()));
        var missing = new ArrayList<String>();
        times.forEach((from, row) -> {
            if (row.values().stream().allMatch(List::isEmpty)) {
                missing.add(from + " could connect to no other node");
            }
            row.forEach((to, measured) -> {
                if (!measured.isEmpty() && !shows(measured)) {
                    missing.add("connections from " + from + " to " + to + " took " + measured + " µs");
                }
            });
        });
        return Proof.of(String.join("; ", missing), Map.of("connectMicros", new TreeMap<>(times)));
    }

    private boolean shows(List<Long> measured) {
        long least = micros(delay.minus(jitter)) - CLOCK_MICROS;
        return overtaking.isEmpty()
                ? measured.stream().allMatch(micros -> micros >= least)
                : measured.stream().anyMatch(micros -> micros < micros(delay) / 2)
                        && measured.stream().anyMatch(micros -> micros >= micros(delay) * 9 / 10);
    }

    private int rounds() {
        return overtaking.isPresent() ? 40 : overwhelms() ? 1 : 3;
    }

    private static long micros(Duration duration) {
        return duration.toNanos() / 1000;
    }
}
