package io.partita.checker.history;

import java.math.BigInteger;

/** Reads the elements of EDN that hold no others: numbers, names, characters and strings. Not thread-safe. */
final class EdnAtoms {

    private final EdnText text;
    private final Names names = new Names();
    private String problem;

    EdnAtoms(EdnText text) {
        this.text = text;
    }

    /** See {@link EdnParser#takeProblem}. */
    String takeProblem() {
        String found = problem;
        problem = null;
        return found;
    }

    String string() {
        long line = text.line();
        long column = text.column();
        text.skip();
        text.takeStringPart();
        String part = text.token();
        if (text.peek() == '"') {
            text.skip();
            return part;
        }
        StringBuilder whole = new StringBuilder(part);
        while (text.peek() == '\\') {
            text.skip();
            whole.append(escaped());
            text.takeStringPart();
            whole.append(text.token());
        }
        if (text.peek() < 0) {
            throw new HistoryException("a string that never ends; it began in line " + line + ", column " + column);
        }
        text.skip();
        return whole.toString();
    }

    private char escaped() {
        int c = text.peek();
        if (c < 0) {
            throw text.error("a string that never ends");
        }
        if (c != '\n') {
            text.skip();
        }
        return switch (c) {
            case 'n' -> '\n';
            case 't' -> '\t';
            case 'r' -> '\r';
            case 'b' -> '\b';
            case 'f' -> '\f';
            case '"', '\\' -> (char) c;
            case 'u' -> {
                StringBuilder digits = new StringBuilder();
                while (digits.length() < 4 && Character.digit(text.peek(), 16) >= 0) {
                    digits.append((char) text.peek());
                    text.skip();
                }
                yield codeUnit(digits.toString(), 16, 4);
            }
            default -> throw text.error("unknown escape \\" + (char) c + " in a string");
        };
    }

    String character() {
        text.skip();
        text.takeToken();
        String name = text.token();
        if (name.isEmpty() && text.peek() > ' ') { // such as \( or \;
            name = String.valueOf((char) text.peek());
            text.skip();
        }
        return switch (name) {
            case "newline" -> "\n";
            case "space" -> " ";
            case "tab" -> "\t";
            case "return" -> "\r";
            case "formfeed" -> "\f";
            case "backspace" -> "\b";
            default -> {
                if (name.codePointCount(0, name.length()) == 1) {
                    yield name;
                }
                if (name.startsWith("u")) {
                    yield String.valueOf(codeUnit(name.substring(1), 16, 4));
                }
                if (name.startsWith("o")) {
                    yield String.valueOf(codeUnit(name.substring(1), 8, 3));
                }
                throw text.error("\\" + name + " is not a character");
            }
        };
    }

    private char codeUnit(String digits, int radix, int most) {
        try {
            if (!digits.isEmpty() && digits.length() <= most && (radix == 8 || digits.length() == most)) {
                return (char) Integer.parseUnsignedInt(digits, radix);
            }
        } catch (NumberFormatException e) {
            // told below
        }
        throw text.error("\\" + (radix == 8 ? "o" : "u") + digits + " is not a character");
    }

    Object atom() {
        text.takeToken();
        byte[] bytes = text.bytes();
        int start = text.tokenStart();
        int end = text.tokenEnd();
        byte first = bytes[start];
        boolean signed = (first == '-' || first == '+') && end > start + 1;
        if (isDigit(first) || signed && isDigit(bytes[start + 1])) {
            int digits = signed ? start + 1 : start;
            if (end - digits <= 18 && (bytes[digits] != '0' || end == digits + 1)) {
                long value = 0;
                int i = digits;
                while (i < end && isDigit(bytes[i])) {
                    value = 10 * value + bytes[i++] - '0';
                }
                if (i == end) {
                    return first == '-' ? -value : value;
                }
            }
            return number(text.token());
        }
        if (first == ':') {
            if (end == start + 1 || bytes[start + 1] == ':') {
                throw text.error("a colon that begins no keyword");
            }
            return text.isAsciiToken()
                    ? names.get(bytes, start + 1, end)
                    : text.token().substring(1);
        }
        return symbol(text.isAsciiToken() ? names.get(bytes, start, end) : text.token());
    }

    private Object symbol(String token) {
        switch (token) {
            case "nil":
                return null;
            case "true":
                return true;
            case "false":
                return false;
            default:
        }
        for (int i = 0; i < token.length(); i++) {
            if (token.charAt(i) < ' ' || "@`~'".indexOf(token.charAt(i)) >= 0 && i == 0) {
                throw text.error("unexpected '" + token.charAt(i) + "'");
            }
        }
        return token;
    }

    private Object number(String token) {
        if (token.matches("[-+]?0[xX][0-9a-fA-F]{1,15}")) {
            return Long.decode(token);
        }
        if (token.matches("[-+]?(0|[1-9]\\d*)N?")) {
            BigInteger value = new BigInteger(token.endsWith("N") ? token.substring(0, token.length() - 1) : token);
            return value.bitLength() < Long.SIZE
                    ? (Object) value.longValue()
                    : unsuitable(value.toString(), "it does not fit in 64 bits");
        }
        if (token.matches("[-+]?\\d+/\\d+")) {
            return unsuitable(token, "ratios are not supported");
        }
        if (token.matches("[-+]?(0|[1-9]\\d*)(\\.\\d*)?([eE][-+]?\\d+)?M?")) {
            double value = Double.parseDouble(token.endsWith("M") ? token.substring(0, token.length() - 1) : token);
            return Double.isInfinite(value) ? unsuitable(token, "it is out of range") : (Object) value;
        }
        throw text.error(token + " is not a number");
    }

    /** Reads as text what has no place in an operation, and remembers that it was there. */
    String unsuitable(String token, String why) {
        if (problem == null) {
            problem = "the value " + token + " can't be judged: " + why + "; write it as a string (column "
                    + text.column() + ")";
        }
        return token;
    }

    private static boolean isDigit(byte c) {
        return c >= '0' && c <= '9';
    }
}
