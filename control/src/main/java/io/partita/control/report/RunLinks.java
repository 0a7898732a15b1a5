package io.partita.control.report;

import io.partita.control.store.RunEntry;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Addresses and marks of runs on pages about several. */
final class RunLinks {

    private RunLinks() {}

    /** The page of {@code run}, or its directory if it has none, relative to the results; escaped for an attribute. */
    static String page(RunEntry run) {
        return Html.escape("./" + encode(run.path()) + "/" + (run.head().isEmpty() ? "" : "index.html"));
    }

    /** The verdict as a badge: a sign and a word. */
    static String badge(RunEntry run) {
        return "<a class=\"badge badge-" + run.badge() + "\" href=\"" + page(run) + "\">"
                + run.head().map(head -> FirstScreen.sign(head.verdict())).orElse("!") + ' ' + run.badge() + "</a>";
    }

    /** A relative path as a URL: what is not plain in a path segment is percent-encoded. */
    static String encode(String path) {
        StringBuilder out = new StringBuilder();
        for (byte b : path.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (b & 0xFF);
            boolean plain = c < 128 && (Character.isLetterOrDigit(c) || "-._~/,".indexOf(c) >= 0);
            out.append(plain ? String.valueOf(c) : String.format(Locale.ROOT, "%%%02X", b & 0xFF));
        }
        return out.toString();
    }

    /** When a run of this name began, as people write it: {@code 2026-11-21 04:31:07 UTC}; another name as it is. */
    static String instant(String name) {
        return name.replaceFirst(
                "^(\\d{4})(\\d\\d)(\\d\\d)T(\\d\\d)(\\d\\d)(\\d\\d)(\\.\\d+)?Z.*$", "$1-$2-$3 $4:$5:$6 UTC");
    }

    /** {@code text}, cut after {@code most} characters. */
    static String shortened(String text, int most) {
        return text.length() <= most ? text : text.substring(0, most - 1) + "…";
    }
}
