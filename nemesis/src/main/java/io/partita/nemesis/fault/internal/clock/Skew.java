package io.partita.nemesis.fault.internal.clock;

import io.partita.nemesis.node.ClockReading.Offset;
import io.partita.nemesis.node.Clocks;
import io.partita.nemesis.node.NodeClock;
import io.partita.provisioning.remote.Command;
import io.partita.provisioning.system.ProcessClock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** In which way a clock is wrong. Immutable. */
sealed interface Skew {

    /** What it does, in words. */
    String words();

    /** The same for programs. */
    Map<String, Object> toJson();

    /** The command that makes {@code clocks} wrong. */
    Command set(List<ProcessClock> clocks);

    /** The command that makes the clock of a node wrong whose kernel is its own, and not {@code control}. */
    Command setNode(String control);

    /**
     * What {@code measured}, one clock's offsets in the order of measuring, do not show yet of this; empty if they show it.
     * An offset that may also be that of a right clock shows nothing.
     */
    String missing(List<Offset> measured);

    /** The clock is off by {@code millis} at once, and stays so. */
    record Bump(long millis) implements Skew {
        @Override
        public String words() {
            return "set clocks " + ahead(millis);
        }

        @Override
        public Map<String, Object> toJson() {
            return Map.of("kind", "bump", "byMs", millis);
        }

        @Override
        public Command set(List<ProcessClock> clocks) {
            return Clocks.bump(clocks, millis);
        }

        @Override
        public Command setNode(String control) {
            return NodeClock.bump(control, millis);
        }

        @Override
        public String missing(List<Offset> measured) {
            Offset last = measured.get(measured.size() - 1);
            return isOff(last, millis) ? "" : "is off by " + Math.round(last.middleMs()) + " ms, not " + millis;
        }
    }

    /** The clock is off by {@code millis} and right in turns. */
    record Strobe(long millis, Duration every) implements Skew {
        @Override
        public String words() {
            return "make clocks jump " + ahead(millis) + " and back every " + every.toMillis() + " ms";
        }

        @Override
        public Map<String, Object> toJson() {
            return Map.of("kind", "strobe", "byMs", millis, "everyMs", every.toMillis());
        }

        @Override
        public Command set(List<ProcessClock> clocks) {
            return Clocks.strobe(clocks, millis, every);
        }

        @Override
        public Command setNode(String control) {
            return NodeClock.strobe(control, millis, every);
        }

        @Override
        public String missing(List<Offset> measured) {
            boolean off = measured.stream().anyMatch(each -> isOff(each, millis));
            boolean right = measured.stream().anyMatch(each -> each.allows(0) && !each.allows(millis));
            return off && right ? "" : off ? "was never seen right" : "was never seen off by " + millis + " ms";
        }
    }

    /** The clock is right at first and gains {@code ppm} microseconds a second. */
    record Drift(long ppm) implements Skew {

        private static final Duration STEP = Duration.ofMillis(100);
        /** Less than this, gained between two measurements, proves nothing. */
        private static final double LEAST_MS = 30;

        @Override
        public String words() {
            return "let clocks run at " + String.format(Locale.ROOT, "%.3f", 1 + ppm / 1e6) + " of their speed";
        }

        @Override
        public Map<String, Object> toJson() {
            return Map.of("kind", "drift", "rate", 1 + ppm / 1e6);
        }

        @Override
        public Command set(List<ProcessClock> clocks) {
            return Clocks.drift(clocks, ppm, STEP);
        }

        @Override
        public Command setNode(String control) {
            return NodeClock.drift(control, ppm, STEP);
        }

        /**
         * Between two measurements it gained as much as it should have, but for a step at each and what a busy node adds: a tenth,
         * because a node that gets no processor for a while makes no steps.
         */
        @Override
        public String missing(List<Offset> measured) {
            Offset first = measured.get(0);
            Offset last = measured.get(measured.size() - 1);
            double due = (last.uptimeMs() - first.uptimeMs()) * ppm / 1e6;
            double step = 3 * STEP.toMillis() * Math.abs(ppm) / 1e6 + Math.abs(due) / 10;
            double least = last.leastMs() - first.mostMs() - Offset.TOLERANCE_MS - step;
            double most = last.mostMs() - first.leastMs() + Offset.TOLERANCE_MS + step;
            boolean far = Math.abs(due) >= LEAST_MS && !(least <= 0 && 0 <= most);
            return far && least <= due && due <= most
                    ? ""
                    : "has gained between " + Math.round(least) + " and " + Math.round(most) + " ms where "
                            + Math.round(due) + " are due";
        }
    }

    private static boolean isOff(Offset offset, long millis) {
        return offset.allows(millis) && !offset.allows(0);
    }

    private static String ahead(long millis) {
        return Math.abs(millis) + " ms " + (millis < 0 ? "back" : "ahead");
    }
}
