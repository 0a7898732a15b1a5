package io.partita.provisioning.remote;

import java.util.List;
import java.util.stream.Collectors;

/**
 * Turns words into shell text. The only place where that happens.
 *
 * <p>Every word is put in single quotes, needed or not: inside them a POSIX shell knows no special character but the
 * closing quote, so there is no list of dangerous characters to get wrong. A quote inside a word closes the quotes,
 * stands escaped, and opens them again.
 */
public final class ShellQuoting {

    private ShellQuoting() {}

    /**
     * The shell text that a POSIX shell reads back as exactly these words.
     *
     * @throws IllegalArgumentException if a word holds what no argument can hold: a NUL or half a surrogate pair
     */
    public static String quote(List<String> words) {
        return words.stream().map(ShellQuoting::quote).collect(Collectors.joining(" "));
    }

    /** As {@link #quote(List)}, for one word. */
    public static String quote(String word) {
        for (int i = 0; i < word.length(); i++) {
            char c = word.charAt(i);
            if (c == 0) {
                throw new IllegalArgumentException("a NUL cannot be part of an argument, but is at index " + i);
            }
            if (Character.isHighSurrogate(c) && i + 1 < word.length() && Character.isLowSurrogate(word.charAt(i + 1))) {
                i++;
            } else if (Character.isSurrogate(c)) {
                throw new IllegalArgumentException("half a character (a lone surrogate) at index " + i);
            }
        }
        return "'" + word.replace("'", "'\\''") + "'";
    }

    /**
     * As {@link #quote(List)}, without line breaks: each is replaced by a reference to the shell variable {@code
     * newline}, which must hold one. (A line break in quoted text is always inside single quotes.)
     */
    static String quoteOnOneLine(List<String> words, String newline) {
        return quote(words).replace("\n", "'\"$" + newline + "\"'");
    }
}
