package io.partita.checker.internal.monitor;

import io.partita.checker.internal.parts.Part;
import java.util.Arrays;
import java.util.List;

/** How a string grew from a beginning, as its reads show: place 0 is the beginning, every other one a text appended. */
final class Growth {

    private static final int UNKNOWN = -1;

    private final Part part;
    private String longest = "";
    /** By place: where its text ends in the longest string, which text it is, and the value that it made of the string. */
    private int[] ends;

    private int[] texts;
    private int[] values;
    private int[] firstReadReturn;
    private int[] lastReadInvocation;
    private int places = 1;

    Growth(Part part) {
        this.part = part;
    }

    void show(String read) {
        if (read.length() > longest.length()) {
            longest = read;
        }
    }

    /** Takes the longest string apart; false if something stands in it that nobody appended. */
    boolean takeApart(int beginning, int value, Texts written) {
        int most = 1 + longest.length() - beginning;
        int[] end = new int[Math.min(most, 1 + part.size())];
        int[] text = new int[end.length];
        end[0] = beginning;
        text[0] = Texts.NONE;
        while (end[places - 1] < longest.length()) {
            int next = written.at(longest, end[places - 1]);
            if (next == Texts.NONE || places == end.length) {
                return false;
            }
            text[places] = next;
            end[places] = end[places - 1] + written.length(next);
            places++;
        }
        ends = Arrays.copyOf(end, places);
        texts = Arrays.copyOf(text, places);
        values = new int[places];
        firstReadReturn = new int[places];
        lastReadInvocation = new int[places];
        Arrays.fill(values, UNKNOWN);
        Arrays.fill(firstReadReturn, Part.NEVER);
        Arrays.fill(lastReadInvocation, -1);
        values[0] = value;
        return true;
    }

    /** The place at which {@code read} ends, or negative: it is no beginning of the longest string. */
    int placeOf(String read) {
        return longest.startsWith(read) ? Arrays.binarySearch(ends, read.length()) : UNKNOWN;
    }

    void read(int place, int op) {
        firstReadReturn[place] = Math.min(firstReadReturn[place], part.returns()[op]);
        lastReadInvocation[place] = Math.max(lastReadInvocation[place], part.invocations()[op]);
    }

    int places() {
        return places;
    }

    int text(int place) {
        return texts[place];
    }

    /** The value that the string had from {@code place} on. */
    int value(int place) {
        return values[place];
    }

    boolean isKnown(int place) {
        return values[place] != UNKNOWN;
    }

    void setValue(int place, int value) {
        values[place] = value;
    }

    /** Which of {@code candidates} real time allows at {@code place}, by what is known of the others. */
    List<Integer> possible(int place, List<Integer> candidates) {
        int notBefore = -1;
        int notAfter = Part.NEVER;
        for (int p = 0; p < places; p++) {
            int writer = p != place && isKnown(p) && values[p] != Chains.INITIAL ? values[p] - 1 : UNKNOWN;
            if (p < place) {
                notBefore = Math.max(notBefore, lastReadInvocation[p]);
                notBefore = writer == UNKNOWN ? notBefore : Math.max(notBefore, part.invocations()[writer]);
            } else {
                notAfter = Math.min(notAfter, firstReadReturn[p]);
                notAfter = writer == UNKNOWN ? notAfter : Math.min(notAfter, part.returns()[writer]);
            }
        }
        int from = notBefore;
        int to = notAfter;
        return candidates.stream()
                .filter(op -> part.invocations()[op] < to && part.returns()[op] > from)
                .toList();
    }
}
