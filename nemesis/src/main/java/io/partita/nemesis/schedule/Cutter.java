package io.partita.nemesis.schedule;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Cuts texts at signs and words that stand outside brackets. Pure. */
final class Cutter {

    /**
     * A piece of a text, stripped.
     *
     * @param sign what it stands behind; empty for the first
     */
    record Piece(String sign, String text) {}

    private Cutter() {}

    /** What is wrong with the brackets of {@code text}, if something is. */
    static Optional<String> unbalanced(String text) {
        int depth = 0;
        int opened = 0;
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) == '(' && depth++ == 0) {
                opened = i;
            }
            if (text.charAt(i) == ')' && --depth < 0) {
                return Optional.of("nothing opens the bracket at \"" + text.substring(i) + "\"");
            }
        }
        return depth == 0
                ? Optional.empty()
                : Optional.of("nothing closes the bracket at \"" + text.substring(opened) + "\"");
    }

    /** The texts between the {@code separator}s outside brackets, in order; some may be blank. */
    static List<String> split(String text, char separator) {
        List<String> parts = new ArrayList<>();
        int depth = 0;
        int begin = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            depth += c == '(' ? 1 : c == ')' ? -1 : 0;
            if (c == separator && depth == 0) {
                parts.add(text.substring(begin, i));
                begin = i + 1;
            }
        }
        parts.add(text.substring(begin));
        return parts;
    }

    /** The texts before, between and behind {@code signs}: a word is one only with blanks around it. */
    static List<Piece> pieces(String text, Set<String> signs) {
        List<Piece> pieces = new ArrayList<>();
        String sign = "";
        int depth = 0;
        int begin = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            depth += c == '(' ? 1 : c == ')' ? -1 : 0;
            String found = depth == 0 ? signAt(text, i, signs) : "";
            if (!found.isEmpty()) {
                pieces.add(new Piece(sign, text.substring(begin, i).strip()));
                sign = found;
                begin = i + found.length();
                i = begin - 1;
            }
        }
        pieces.add(new Piece(sign, text.substring(begin).strip()));
        return pieces;
    }

    private static String signAt(String text, int at, Set<String> signs) {
        for (String sign : signs) {
            int end = at + sign.length();
            boolean word = Character.isLetter(sign.charAt(0));
            if (text.startsWith(sign, at)
                    && (!word || at > 0 && isApart(text, at - 1) && (end == text.length() || isApart(text, end)))) {
                return sign;
            }
        }
        return "";
    }

    private static boolean isApart(String text, int at) {
        return Character.isWhitespace(text.charAt(at)) || text.charAt(at) == ')';
    }
}
