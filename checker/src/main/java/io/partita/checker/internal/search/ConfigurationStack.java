package io.partita.checker.internal.search;

import io.partita.checker.internal.parts.Account;
import io.partita.checker.internal.parts.Resources;
import io.partita.checker.internal.parts.Resources.ExhaustedException;
import java.util.Arrays;

/** The configurations still to be looked at, in one flat array. Not thread-safe. */
final class ConfigurationStack {

    private final Account account;
    private final int width;
    private long[] words;
    private int size;

    ConfigurationStack(int width, Account account) throws ExhaustedException {
        this.account = account;
        this.width = width;
        account.reserve(64L * width * Long.BYTES);
        words = new long[64 * width];
    }

    void push(long[] configuration) throws ExhaustedException {
        if (size + width > words.length) {
            if (words.length > Integer.MAX_VALUE / 2 - 16) {
                throw new ExhaustedException(Resources.Exhausted.MEMORY);
            }
            account.reserve(2L * words.length * Long.BYTES);
            long released = (long) words.length * Long.BYTES;
            words = Arrays.copyOf(words, 2 * words.length);
            account.release(released);
        }
        System.arraycopy(configuration, 0, words, size, width);
        size += width;
    }

    /** Moves the configuration on top to {@code target}; false if there is none. */
    boolean pop(long[] target) {
        if (size == 0) {
            return false;
        }
        size -= width;
        System.arraycopy(words, size, target, 0, width);
        return true;
    }
}
