package io.partita.checker.history;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads EDN (github.com/edn-format/edn) into the values that events carry: keywords and symbols become their names
 * without colon, vectors, lists and sets become lists, tagged elements become the element without its tag.
 *
 * <p>Ours because the whole grammar is this file, and edn-java, the parser on Maven Central that brings nothing else
 * along, has had no release since 0.7.1 in 2020. Not thread-safe.
 */
final class EdnParser {

    private static final int DEEPEST = 200;

    /** What {@link #next} answers at the end of the text. */
    static final Object END = new Object();

    private static final Object CLOSE = new Object();

    private final String text;
    private int position;
    private int line = 1;
    private int depth;

    EdnParser(String text) {
        this.text = text;
    }

    /** The line, from 1, that the parser has reached. */
    int line() {
        return line;
    }

    /**
     * The next element, or {@link #END}.
     *
     * @throws HistoryException if the text is not EDN; the message does not name the line, {@link #line} does
     */
    Object next() {
        Object element = element();
        if (element == CLOSE) {
            throw new HistoryException("'" + text.charAt(position - 1) + "' closes nothing");
        }
        return element;
    }

    /**
     * If a vector or list begins here, steps into it, so that {@link #next} reads its elements.
     *
     * @return whether one begins
     */
    boolean enterSequence() {
        skipBlank();
        if (position < text.length() && (text.charAt(position) == '[' || text.charAt(position) == '(')) {
            position++;
            return true;
        }
        return false;
    }

    /** Whether the sequence that was entered ends here; if so, steps out of it. */
    boolean leaveSequence() {
        skipBlank();
        if (position == text.length()) {
            throw new HistoryException("the file ends inside its list of events: it was cut off");
        }
        if (text.charAt(position) == ']' || text.charAt(position) == ')') {
            position++;
            return true;
        }
        return false;
    }

    private Object element() {
        skipBlank();
        if (position == text.length()) {
            return END;
        }
        char c = text.charAt(position++);
        return switch (c) {
            case '(', '[' -> sequence(c == '(' ? ')' : ']');
            case '{' -> map();
            case ')', ']', '}' -> CLOSE;
            case '"' -> string();
            case '\\' -> character();
            case '#' -> dispatch();
            default -> {
                position--;
                yield atom(token());
            }
        };
    }

    private List<Object> sequence(char closer) {
        if (++depth > DEEPEST) {
            throw new HistoryException("nested deeper than " + DEEPEST + " levels");
        }
        List<Object> elements = new ArrayList<>();
        for (Object element = element(); element != CLOSE; element = element()) {
            if (element == END) {
                throw new HistoryException("the text ends where '" + closer + "' is missing");
            }
            elements.add(element);
        }
        if (text.charAt(position - 1) != closer) {
            throw new HistoryException("'" + text.charAt(position - 1) + "' where '" + closer + "' is missing");
        }
        depth--;
        return Collections.unmodifiableList(elements);
    }

    private Map<String, Object> map() {
        List<Object> flat = sequence('}');
        if (flat.size() % 2 != 0) {
            throw new HistoryException("a map with a key that has no value");
        }
        Map<String, Object> map = new LinkedHashMap<>();
        for (int i = 0; i < flat.size(); i += 2) {
            map.put(String.valueOf(flat.get(i)), flat.get(i + 1));
        }
        return Collections.unmodifiableMap(map);
    }

    private Object dispatch() {
        char c = position < text.length() ? text.charAt(position) : ' ';
        if (c == '{') {
            position++;
            return sequence('}');
        }
        if (c == '_') {
            position++;
            next();
            return element();
        }
        if (c == '#') { // ##Inf, ##NaN
            position++;
            return token();
        }
        if (token().isEmpty()) {
            throw new HistoryException("'#' without a tag");
        }
        return next();
    }

    private String string() {
        StringBuilder out = new StringBuilder();
        while (position < text.length()) {
            char c = text.charAt(position++);
            if (c == '"') {
                return out.toString();
            }
            if (c == '\n') {
                line++;
            }
            out.append(c == '\\' ? escaped() : c);
        }
        throw new HistoryException("a string that never ends");
    }

    private char escaped() {
        char c = position < text.length() ? text.charAt(position++) : ' ';
        return switch (c) {
            case 'n' -> '\n';
            case 't' -> '\t';
            case 'r' -> '\r';
            case 'b' -> '\b';
            case 'f' -> '\f';
            case '"', '\\' -> c;
            case 'u' -> {
                position = Math.min(position + 4, text.length());
                yield codeUnit(text.substring(Math.max(0, position - 4), position));
            }
            default -> throw new HistoryException("unknown escape \\" + c + " in a string");
        };
    }

    private String character() {
        String name = text.charAt(position) + "";
        position++;
        name += token();
        return switch (name) {
            case "newline" -> "\n";
            case "space" -> " ";
            case "tab" -> "\t";
            case "return" -> "\r";
            default -> name.length() == 5 && name.charAt(0) == 'u' ? codeUnit(name.substring(1)) + "" : name;
        };
    }

    private static char codeUnit(String hex) {
        try {
            return (char) Integer.parseInt(hex, 16);
        } catch (NumberFormatException e) {
            throw new HistoryException("\\u" + hex + " is not a character");
        }
    }

    private Object atom(String token) {
        switch (token) {
            case "nil":
                return null;
            case "true":
                return true;
            case "false":
                return false;
            case "":
                throw new HistoryException("unexpected '" + text.charAt(position) + "'");
            default:
        }
        char first = token.charAt(0);
        char second = token.length() > 1 ? token.charAt(1) : ' ';
        if (isDigit(first) || (first == '-' || first == '+') && isDigit(second)) {
            return number(token);
        }
        return first == ':' ? token.substring(1) : token;
    }

    private static Object number(String token) {
        try {
            if (token.endsWith("N")) {
                return Long.parseLong(token.substring(0, token.length() - 1));
            }
            if (token.endsWith("M") || token.contains(".") || token.contains("e") || token.contains("E")) {
                return Double.parseDouble(token.endsWith("M") ? token.substring(0, token.length() - 1) : token);
            }
            return Long.parseLong(token);
        } catch (NumberFormatException e) {
            throw new HistoryException(token + " is not a number of at most 64 bits");
        }
    }

    private String token() {
        int start = position;
        while (position < text.length() && !isDelimiter(text.charAt(position))) {
            position++;
        }
        return text.substring(start, position);
    }

    private void skipBlank() {
        while (position < text.length()) {
            char c = text.charAt(position);
            if (c == ';') {
                int end = text.indexOf('\n', position);
                position = end < 0 ? text.length() : end;
            } else if (Character.isWhitespace(c) || c == ',') {
                line += c == '\n' ? 1 : 0;
                position++;
            } else {
                return;
            }
        }
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private static boolean isDelimiter(char c) {
        return Character.isWhitespace(c) || ",;()[]{}\"".indexOf(c) >= 0;
    }
}
