package io.partita.control.report;

import java.util.Arrays;
import java.util.Base64;

/**
 * A column of integers, packed for a page: variable-length bytes (seven bits each, lowest first, the top bit says that
 * more follow), zigzag for negative numbers, then Base64. Small numbers cost one byte and a third.
 */
final class Column {

    private byte[] bytes;
    private int size;

    Column(int expectedValues) {
        bytes = new byte[Math.max(16, expectedValues * 2)];
    }

    void add(long value) {
        long rest = (value << 1) ^ (value >> 63);
        if (size + 10 > bytes.length) {
            bytes = Arrays.copyOf(bytes, bytes.length * 2);
        }
        while ((rest & ~0x7FL) != 0) {
            bytes[size++] = (byte) (rest & 0x7F | 0x80);
            rest >>>= 7;
        }
        bytes[size++] = (byte) rest;
    }

    String base64() {
        return Base64.getEncoder().encodeToString(Arrays.copyOf(bytes, size));
    }
}
