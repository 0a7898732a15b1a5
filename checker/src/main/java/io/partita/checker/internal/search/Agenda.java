package io.partita.checker.internal.search;

import io.partita.checker.internal.parts.Account;
import io.partita.checker.internal.parts.Resources.ExhaustedException;
import java.util.Arrays;

/**
 * What is still to be looked at, by promise: the highest first, of equals the latest. A stack for each promise, all of
 * them linked lists in one array. Not thread-safe.
 */
final class Agenda {

    static final int NONE = -1;

    private final Account account;
    private final int[] tops;
    private int[] below = new int[64];
    private int highest = -1;

    /** @param promises promises are from 0 to below this */
    Agenda(int promises, Account account) throws ExhaustedException {
        this.account = account;
        account.reserve((long) (promises + below.length) * Integer.BYTES);
        tops = new int[promises];
        Arrays.fill(tops, NONE);
    }

    /** Adds {@code number}; a promise beyond the scale counts as the end of the scale. */
    void add(int number, int promise) throws ExhaustedException {
        if (number >= below.length) {
            int larger = Math.max(number + 1, 2 * below.length);
            account.reserve((long) (larger - below.length) * Integer.BYTES);
            below = Arrays.copyOf(below, larger);
        }
        int place = Math.max(0, Math.min(tops.length - 1, promise));
        below[number] = tops[place];
        tops[place] = number;
        highest = Math.max(highest, place);
    }

    /** Takes the most promising, or {@link #NONE}. */
    int take() {
        while (highest >= 0 && tops[highest] == NONE) {
            highest--;
        }
        if (highest < 0) {
            return NONE;
        }
        int number = tops[highest];
        tops[highest] = below[number];
        return number;
    }

    /** Gives the memory back to the account; this must not be used any more. */
    void release() {
        account.release((long) (tops.length + below.length) * Integer.BYTES);
    }
}
