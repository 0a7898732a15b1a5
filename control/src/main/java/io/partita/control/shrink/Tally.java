package io.partita.control.shrink;

/**
 * How often something failed. Immutable.
 *
 * @param failed how many runs did
 * @param runs of how many
 */
public record Tally(int failed, int runs) {

    /** None yet. */
    static final Tally NONE = new Tally(0, 0);

    /** The quantile of the normal distribution for 95 %. */
    private static final double Z = 1.959964;

    public Tally {
        if (failed < 0 || failed > runs) {
            throw new IllegalArgumentException(failed + " of " + runs + " runs cannot have failed");
        }
    }

    /** After one run more. */
    Tally with(boolean failure) {
        return new Tally(failed + (failure ? 1 : 0), runs + 1);
    }

    /**
     * The ends of the interval that has the true rate in it with 95 % (Wilson, Journal of the American Statistical Association
     * 22, 1927), from 0 to 1.
     */
    public double[] interval() {
        if (runs == 0) {
            return new double[] {0, 1};
        }
        double rate = (double) failed / runs;
        double middle = rate + Z * Z / (2 * runs);
        double width = Z * Math.sqrt(rate * (1 - rate) / runs + Z * Z / (4.0 * runs * runs));
        double scale = 1 + Z * Z / runs;
        return new double[] {Math.max(0, (middle - width) / scale), Math.min(1, (middle + width) / scale)};
    }
}
