package io.partita.checker.history;

/** What UTF-8 is, strictly: neither overlong forms nor halves of surrogate pairs. */
final class Utf8 {

    private Utf8() {}

    /** The number of bytes of the character that begins at {@code at}, or 0 if none does. */
    static int length(byte[] bytes, int at, int end) {
        int first = bytes[at] & 0xFF;
        if (first < 0x80) {
            return 1;
        }
        int length = first < 0xC2 ? 0 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : first < 0xF5 ? 4 : 0;
        if (length == 0 || at + length > end) {
            return 0;
        }
        for (int i = 1; i < length; i++) {
            if ((bytes[at + i] & 0xC0) != 0x80) {
                return 0;
            }
        }
        int second = bytes[at + 1] & 0xFF;
        boolean wrong = first == 0xE0 && second < 0xA0
                || first == 0xED && second > 0x9F
                || first == 0xF0 && second < 0x90
                || first == 0xF4 && second > 0x8F;
        return wrong ? 0 : length;
    }

    /** The place of the first byte that is no part of a character, or -1. */
    static int firstWrong(byte[] bytes, int start, int end) {
        int i = start;
        while (i < end) {
            int length = bytes[i] >= 0 ? 1 : length(bytes, i, end);
            if (length == 0) {
                return i;
            }
            i += length;
        }
        return -1;
    }

    /** The number of characters that begin in these bytes. */
    static int characters(byte[] bytes, int start, int end) {
        int n = 0;
        for (int i = start; i < end; i++) {
            n += (bytes[i] & 0xC0) == 0x80 ? 0 : 1;
        }
        return n;
    }
}
