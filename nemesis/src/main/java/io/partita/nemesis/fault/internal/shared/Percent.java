package io.partita.nemesis.fault.internal.shared;

import java.math.BigDecimal;
import java.math.MathContext;

/** Shares as people write them. */
public final class Percent {

    private Percent() {}

    /** {@code 0.2} as {@code 20%}. */
    public static String of(double share) {
        return new BigDecimal(share * 100, new MathContext(6))
                        .stripTrailingZeros()
                        .toPlainString() + "%";
    }
}
