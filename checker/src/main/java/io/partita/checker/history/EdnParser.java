package io.partita.checker.history;

import io.partita.checker.internal.LongList;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads EDN (github.com/edn-format/edn), and what else Clojure prints, into the values that events carry: keywords and
 * symbols become their names without colon, vectors and lists become lists, sets become lists in order, tagged elements
 * become the element without its tag, metadata is left out.
 *
 * <p>Ours because the whole grammar is this file, and edn-java, the parser on Maven Central that brings nothing else
 * along, has had no release since 0.7.1 in 2020. Not thread-safe.
 */
final class EdnParser {

    private static final int DEEPEST = 200;

    /** What {@link #next} answers at the end of the text. */
    static final Object END = new Object();

    private static final Object CLOSE = new Object();

    private final EdnText text;
    private final EdnAtoms atoms;
    /** Whole numbers of the sequences being read, which are not known yet to hold anything else. */
    private long[] numbers = new long[16];

    private int numberCount;
    private int depth;
    private int closer;
    private boolean tupleTag;

    EdnParser(EdnText text) {
        this.text = text;
        this.atoms = new EdnAtoms(text);
    }

    /** The line, from 1, that the parser has reached. */
    long line() {
        return text.line();
    }

    /** Whether what was read since the last call bore the tag of Jepsen's independent tuples. */
    boolean takeTupleTag() {
        boolean found = tupleTag;
        tupleTag = false;
        return found;
    }

    /**
     * What was read since the last call that no event of a client can carry, such as a ratio; null if nothing. Such
     * things were read as texts, because they do no harm in events of the nemesis.
     */
    String takeProblem() {
        return atoms.takeProblem();
    }

    HistoryException error(String what) {
        return text.error(what);
    }

    /**
     * The next element, or {@link #END}.
     *
     * @throws HistoryException if the text is not EDN; the message does not name the line, {@link #line} does
     */
    Object next() {
        Object element = element();
        if (element == CLOSE) {
            throw error("'" + (char) closer + "' closes nothing");
        }
        return element;
    }

    /**
     * If a vector or list begins here, steps into it, so that {@link #next} reads its elements.
     *
     * @return whether one begins
     */
    boolean enterSequence() {
        text.skipBlank();
        boolean begins = text.peek() == '[' || text.peek() == '(';
        if (begins) {
            closer = text.peek() == '[' ? ']' : ')';
            text.skip();
        }
        return begins;
    }

    /** Whether the sequence that was entered ends here; if so, steps out of it. */
    boolean leaveSequence() {
        skipIgnored();
        int next = text.peek();
        if (next < 0) {
            throw new HistoryException("the file ends inside its list of events: it was cut off");
        }
        if (next == ']' || next == ')') {
            text.skip();
            return true;
        }
        return false;
    }

    /** Whether nothing is left but blanks and comments. */
    boolean atEnd() {
        skipIgnored();
        return text.peek() < 0;
    }

    /** Steps into the map that comes next, whatever its tag; false if no map does. */
    boolean enterMap() {
        skipIgnored();
        while (text.peek() == '#' && text.peekSecond() != '{') {
            text.skip();
            tag();
            skipIgnored();
        }
        if (text.peek() != '{') {
            return false;
        }
        text.skip();
        return true;
    }

    /** The next key of the map that was entered, or null at its end, which is stepped out of. */
    String key() {
        skipIgnored();
        if (text.peek() == '}') {
            text.skip();
            return null;
        }
        Object key = element();
        if (key == END) {
            throw new HistoryException("the file ends inside an event: it was cut off");
        }
        if (key == CLOSE) {
            throw error("'" + (char) closer + "' where '}' is missing");
        }
        skipIgnored();
        if (text.peek() == '}') {
            throw error("a map with a key that has no value");
        }
        return String.valueOf(key);
    }

    private Object element() {
        text.skipBlank();
        int c = text.peek();
        if (c < 0) {
            return END;
        }
        if (++depth > DEEPEST) {
            throw error("nested deeper than " + DEEPEST + " levels");
        }
        Object element = switch (c) {
            case '(', '[' -> sequence(c == '(' ? ')' : ']');
            case '{' -> map("");
            case ')', ']', '}' -> {
                closer = c;
                text.skip();
                yield CLOSE;
            }
            case '"' -> atoms.string();
            case '\\' -> atoms.character();
            case '#' -> dispatch();
            case '^' -> {
                text.skip();
                required("metadata");
                yield required("what metadata is about");
            }
            default -> atoms.atom();
        };
        depth--;
        return element;
    }

    /** The element that must come next. */
    private Object required(String what) {
        Object element = element();
        if (element == CLOSE || element == END) {
            throw error(what + " is missing");
        }
        return element;
    }

    private List<Object> sequence(int wanted) {
        long line = text.line();
        long column = text.column();
        text.skip();
        int base = numberCount;
        List<Object> elements = null;
        while (true) {
            Object element = element();
            if (element == END) {
                throw new HistoryException("the text ends where '" + (char) wanted
                        + "' is missing, to close what began in" + " line " + line + ", column " + column);
            }
            if (element == CLOSE) {
                if (closer != wanted) {
                    throw error("'" + (char) closer + "' where '" + (char) wanted
                            + "' is missing, to close what began in" + " line " + line + ", column " + column);
                }
                return elements != null ? Collections.unmodifiableList(elements) : takeNumbers(base);
            }
            if (elements == null && element instanceof Long number) {
                push(number);
                continue;
            }
            if (elements == null) {
                elements = new ArrayList<>(takeNumbers(base));
            }
            elements.add(element);
        }
    }

    private void push(long number) {
        if (numberCount == numbers.length) {
            numbers = Arrays.copyOf(numbers, 2 * numberCount);
        }
        numbers[numberCount++] = number;
    }

    private List<Object> takeNumbers(int base) {
        List<Object> taken = numberCount == base ? List.of() : LongList.copyOf(numbers, base, numberCount);
        numberCount = base;
        return taken;
    }

    private Map<String, Object> map(String namespace) {
        List<Object> flat = sequence('}');
        if (flat.size() % 2 != 0) {
            throw error("a map with a key that has no value");
        }
        Map<String, Object> map = new LinkedHashMap<>();
        for (int i = 0; i < flat.size(); i += 2) {
            String key = namespace + flat.get(i);
            if (map.containsKey(key)) {
                throw error("a map in which the key " + key + " stands twice");
            }
            map.put(key, flat.get(i + 1));
        }
        return Collections.unmodifiableMap(map);
    }

    /** A set in order, so that the same set is the same value however it was printed. */
    private List<Object> set() {
        List<Object> elements = new ArrayList<>(sequence('}'));
        if (new HashSet<>(elements).size() < elements.size()) {
            throw error("a set in which an element stands twice");
        }
        if (elements.stream().allMatch(String.class::isInstance)) {
            elements.sort((a, b) -> ((String) a).compareTo((String) b));
        } else if (elements.stream().allMatch(Long.class::isInstance)) {
            elements.sort((a, b) -> ((Long) a).compareTo((Long) b));
        }
        return JsonValues.compact(elements);
    }

    private Object dispatch() {
        text.skip();
        int c = text.peek();
        switch (c) {
            case '{':
                return set();
            case '_':
                text.skip();
                required("what #_ leaves out");
                return element();
            case '#': // ##Inf, ##NaN
                text.skip();
                text.takeToken();
                return atoms.unsuitable("##" + text.token(), "JSON has no such number");
            case '"': // a regular expression
                return atoms.string();
            default:
        }
        String tag = tag();
        if (tag.startsWith(":")) {
            text.skipBlank();
            if (text.peek() != '{') {
                throw error("no map behind the namespace " + tag);
            }
            return map(tag.substring(1) + "/");
        }
        tupleTag |= tag.endsWith("independent/tuple");
        return required("what the tag #" + tag + " is about");
    }

    private String tag() {
        text.takeToken();
        String tag = text.token();
        if (tag.isEmpty() || !Character.isLetter(tag.charAt(0)) && tag.charAt(0) != ':') {
            throw error("'#" + tag + "' is no tag");
        }
        return tag;
    }

    /** Skips blanks, comments and elements that #_ leaves out. */
    private void skipIgnored() {
        text.skipBlank();
        while (text.peek() == '#' && text.peekSecond() == '_') {
            text.skip();
            text.skip();
            required("what #_ leaves out");
            text.skipBlank();
        }
    }
}
