package io.partita.control.report;

/** Text as HTML. */
final class Html {

    private Html() {}

    /** {@code text} for use in an element or in a quoted attribute, with signs in place of Unicode's marks of direction. */
    static String escape(Object text) {
        String raw = String.valueOf(text);
        StringBuilder out = new StringBuilder(raw.length() + 16);
        for (int i = 0; i < raw.length(); i++) {
            char c = raw.charAt(i);
            switch (c) {
                case '&' -> out.append("&amp;");
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '"' -> out.append("&quot;");
                case '\'' -> out.append("&#39;");
                // Marks of direction would turn round what we say about a value, in the order in which it is read.
                case '\u061c',
                        '\u200e',
                        '\u200f',
                        '\u202a',
                        '\u202b',
                        '\u202c',
                        '\u202d',
                        '\u202e',
                        '\u2066',
                        '\u2067',
                        '\u2068',
                        '\u2069' -> out.append(String.format("\\u%04x", (int) c));
                default -> out.append(c);
            }
        }
        return out.toString();
    }

    /** What {@link #escape} made of some text as that text again. */
    static String unescape(String escaped) {
        return escaped.replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&quot;", "\"")
                .replace("&#39;", "'")
                .replace("&amp;", "&");
    }

    /** Yes or no as a sign and a word for screen readers; never as a colour alone. */
    static String mark(boolean yes) {
        return yes
                ? "<span class=\"yes\" role=\"img\" aria-label=\"yes\">✓</span>"
                : "<span class=\"no\" role=\"img\" aria-label=\"no\">✗</span>";
    }
}
