package io.partita.checker.history;

import java.nio.charset.StandardCharsets;

/** Strings for bytes that repeat, such as functions and keys: the same bytes give the same object. */
final class Names {

    /** More distinct names than this are not names but values: they get a String each time. */
    private static final int MOST = 1 << 16;

    private String[] names = new String[256];
    private int used;

    String get(byte[] bytes, int start, int end) {
        int hash = end - start;
        for (int i = start; i < end; i++) {
            hash = 31 * hash + bytes[i];
        }
        int mask = names.length - 1;
        int place = hash & mask;
        for (String known = names[place]; known != null; known = names[place]) {
            if (matches(known, bytes, start, end)) {
                return known;
            }
            place = place + 1 & mask;
        }
        String name = new String(bytes, start, end - start, StandardCharsets.UTF_8);
        if (used < MOST && name.length() == end - start) { // ASCII
            names[place] = name;
            if (2 * ++used > names.length) {
                grow();
            }
        }
        return name;
    }

    private static boolean matches(String known, byte[] bytes, int start, int end) {
        if (known.length() != end - start) {
            return false;
        }
        for (int i = start; i < end; i++) {
            if (known.charAt(i - start) != bytes[i]) {
                return false;
            }
        }
        return true;
    }

    private void grow() {
        String[] old = names;
        names = new String[2 * old.length];
        int mask = names.length - 1;
        for (String name : old) {
            if (name != null) {
                int hash = name.length();
                for (int i = 0; i < name.length(); i++) {
                    hash = 31 * hash + name.charAt(i);
                }
                int place = hash & mask;
                while (names[place] != null) {
                    place = place + 1 & mask;
                }
                names[place] = name;
            }
        }
    }
}
