package io.partita.control.compare;

import java.util.Locale;

/**
 * How one figure of a run differs from that of the first run.
 *
 * <p>What counts as a difference is fixed before anything is looked at: p below {@value #SIGNIFICANT} after the correction of
 * Holm over all figures of the comparison, a medium effect at least, and {@value #NOTABLE} times as much or as little. With
 * fewer than {@value #FEWEST} values on either side nothing is concluded.
 *
 * @param figure what is measured: a function's latency, the rate, or the recovery from a fault
 * @param run the label of the run that is compared to the first
 * @param before the median of the first run's values
 * @param after the median of this run's values
 * @param unit of both: {@code ns}, {@code ok/s} or {@code ms}
 * @param values how many values there were, of the first run and of this
 * @param test what chance says, or null with too few values
 * @param p the test's p after Holm's correction; 1 without a test
 * @param moreIsWorse whether a greater value is a worse one
 */
public record Change(
        String figure,
        String run,
        double before,
        double after,
        String unit,
        int[] values,
        RankTest test,
        double p,
        boolean moreIsWorse) {

    public static final double SIGNIFICANT = 0.01;
    public static final double NOTABLE = 1.1;
    public static final int FEWEST = 5;
    private static final double MEDIUM = 0.14;

    /** What is concluded. */
    public enum Kind {
        WORSE,
        BETTER,
        NONE_SHOWN,
        TOO_FEW;

        /** In words. */
        public String words() {
            return switch (this) {
                case WORSE -> "worse";
                case BETTER -> "better";
                case NONE_SHOWN -> "no difference shown";
                case TOO_FEW -> "too few values";
            };
        }
    }

    public Change {
        values = values.clone();
    }

    @Override
    public int[] values() {
        return values.clone();
    }

    Change withP(double corrected) {
        return new Change(figure, run, before, after, unit, values, test, corrected, moreIsWorse);
    }

    /** {@code after / before}. */
    public double ratio() {
        return after / before;
    }

    public Kind kind() {
        if (test == null) {
            return Kind.TOO_FEW;
        }
        boolean notable = ratio() >= NOTABLE || ratio() <= 1 / NOTABLE;
        if (p >= SIGNIFICANT || Math.abs(test.superiority() - 0.5) < MEDIUM || !notable) {
            return Kind.NONE_SHOWN;
        }
        return after > before == moreIsWorse ? Kind.WORSE : Kind.BETTER;
    }

    /** The figures behind {@link #kind()}, in one line. */
    public String basis() {
        return test == null
                ? values[0] + " and " + values[1] + " values"
                : String.format(
                        Locale.ROOT,
                        "p = %s, A = %.2f (%s), %d and %d values",
                        p < 0.001 ? "0.001 or less" : String.format(Locale.ROOT, "%.3f", p),
                        test.superiority(),
                        test.effect(),
                        values[0],
                        values[1]);
    }
}
