package io.partita.nemesis.fault.internal.process;

import java.time.Duration;

/**
 * In which order a blow falls on several nodes, and how it is taken back. Immutable.
 *
 * @param order the order
 * @param every the time between two nodes, where the order has one
 */
record Manner(Order order, Duration every) {

    /** All nodes at the same time. */
    static final Manner AT_ONCE = new Manner(Order.AT_ONCE, Duration.ZERO);
    /** One node after another: each must run, and serve where it says so, before the next one is struck. */
    static final Manner ROLLING = new Manner(Order.ROLLING, Duration.ZERO);

    /** Which order. */
    enum Order {
        AT_ONCE(""),
        ROLLING(" One node after another: each must run, and serve if it says so, before the next one's turn."),
        SWIZZLE(" One node after another in a random order, and back in another.");

        private final String sentence;

        Order(String sentence) {
            this.sentence = sentence;
        }
    }

    /** One node after another in a random order, and back in another one, with {@code every} in between. */
    static Manner swizzle(Duration every) {
        return new Manner(Order.SWIZZLE, every);
    }

    /** One sentence with a blank before it, or nothing. */
    String sentence() {
        return order.sentence;
    }
}
