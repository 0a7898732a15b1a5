package io.partita.control.compare;

import java.util.Arrays;

/**
 * Whether one sample tends to be greater than another: the two-sided test of Mann and Whitney ("On a test of whether one of
 * two random variables is stochastically larger than the other", Annals of Mathematical Statistics 18, 1947). It asks
 * nothing of the distributions, and latencies are anything but normal.
 *
 * <p>For small samples without ties the distribution of U is counted out exactly: with m and n values, the number of
 * arrangements in which U is u follows from whether the greatest value of all is in the first sample (then it exceeds n
 * values) or in the second: c(m, n, u) = c(m-1, n, u-n) + c(m, n-1, u). Otherwise U is taken as normal, its variance
 * corrected for ties and the continuity corrected by one half.
 *
 * @param p the probability of a difference as great as this or greater if there is none, 0 to 1
 * @param superiority the effect size: the probability that a value drawn from the second sample is greater than one from the
 *     first, equal ones counting half (Vargha and Delaney's A, Journal of Educational and Behavioral Statistics 25, 2000);
 *     0.5 is no difference, and they call 0.56 small, 0.64 medium and 0.71 large
 */
public record RankTest(double p, double superiority) {

    private static final int MOST_FOR_EXACT = 400;

    /** Compares {@code second} to {@code first}; both have at least one value. */
    public static RankTest of(double[] first, double[] second) {
        if (first.length == 0 || second.length == 0) {
            throw new IllegalArgumentException("a sample is empty");
        }
        double[] all = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, all, first.length, second.length);
        Arrays.sort(all);
        double u = 0;
        for (double x : first) {
            for (double y : second) {
                u += y > x ? 1 : y == x ? 0.5 : 0;
            }
        }
        long pairs = (long) first.length * second.length;
        double ties = ties(all);
        double p = ties == 0 && pairs <= MOST_FOR_EXACT
                ? exact(first.length, second.length, Math.min(u, pairs - u))
                : normal(first.length, second.length, u, ties);
        return new RankTest(Math.min(1, p), u / pairs);
    }

    /** The effect in one word. */
    public String effect() {
        double distance = Math.abs(superiority - 0.5);
        return distance >= 0.21 ? "large" : distance >= 0.14 ? "medium" : distance >= 0.06 ? "small" : "negligible";
    }

    /** The sum of t³ - t over all groups of t equal values. */
    private static double ties(double[] sorted) {
        double sum = 0;
        for (int from = 0; from < sorted.length; ) {
            int to = from;
            while (to < sorted.length && sorted[to] == sorted[from]) {
                to++;
            }
            double t = to - from;
            sum += t * t * t - t;
            from = to;
        }
        return sum;
    }

    private static double exact(int m, int n, double smaller) {
        double[][] counts = new double[n + 1][m * n + 1];
        for (double[] row : counts) {
            row[0] = 1;
        }
        for (int i = 1; i <= m; i++) {
            double[][] next = new double[n + 1][m * n + 1];
            next[0][0] = 1;
            for (int j = 1; j <= n; j++) {
                for (int u = 0; u <= i * j; u++) {
                    next[j][u] = next[j - 1][u] + (u >= j ? counts[j][u - j] : 0);
                }
            }
            counts = next;
        }
        double total = Arrays.stream(counts[n]).sum();
        double tail = Arrays.stream(counts[n], 0, (int) smaller + 1).sum();
        return 2 * tail / total;
    }

    private static double normal(int m, int n, double u, double ties) {
        double pairs = (double) m * n;
        double all = m + n;
        double variance = pairs / 12 * (all + 1 - ties / (all * (all - 1)));
        if (variance <= 0) {
            return 1;
        }
        double z = Math.max(0, Math.abs(u - pairs / 2) - 0.5) / Math.sqrt(variance);
        return 2 * upperTail(z);
    }

    /**
     * The probability that a standard normal variable exceeds {@code z}, which is not negative: by its continued fraction
     * from 2 on, by the series of its integral before. Right to more digits than anybody prints.
     */
    static double upperTail(double z) {
        double density = Math.exp(-z * z / 2) / Math.sqrt(2 * Math.PI);
        if (z < 2) {
            double term = z;
            double sum = z;
            for (int k = 1; k < 60; k++) {
                term *= z * z / (2 * k + 1);
                sum += term;
            }
            return 0.5 - density * sum;
        }
        double fraction = z;
        for (int k = 120; k > 0; k--) {
            fraction = z + k / fraction;
        }
        return density / fraction;
    }
}
