package io.partita.nemesis.fault.internal;

import java.math.BigDecimal;
import java.math.MathContext;

/** Shares as people write them. */
final class Percent {

    private Percent() {}

    /** {@code 0.2} as {@code 20%}. */
    static String of(double share) {
        return new BigDecimal(share * 100, new MathContext(6))
                        .stripTrailingZeros()
                        .toPlainString() + "%";
    }
}
