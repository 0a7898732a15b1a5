package io.partita.checker.internal.transactions;

/** What may be taken for granted of every single register, to tell more about the order of its versions. */
public enum RegisterAssumption {
    /** Every process meets the versions of a key in their order. */
    SEQUENTIAL_KEYS,
    /** Transactions of which one ended before the other began meet the versions of a key in their order. */
    LINEARIZABLE_KEYS
}
