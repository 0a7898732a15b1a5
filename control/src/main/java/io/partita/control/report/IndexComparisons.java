package io.partita.control.report;

import java.util.ArrayList;
import java.util.List;

/** The list of comparisons: what each came to, and of which runs. */
final class IndexComparisons {

    /** More than these are shown when they are asked for. */
    private static final int SHOWN_AT_ONCE = 5;

    private IndexComparisons() {}

    /** The section; empty if nothing was compared. */
    static String of(List<ComparisonHead> comparisons) {
        if (comparisons.isEmpty()) {
            return "";
        }
        int first = Math.min(SHOWN_AT_ONCE, comparisons.size());
        StringBuilder out = new StringBuilder(
                "<section id=\"comparisons\" aria-labelledby=\"comparisons-title\"><h2 id=\"comparisons-title\">Comparisons</h2>");
        table(out, comparisons.subList(0, first));
        if (first < comparisons.size()) {
            out.append("<details class=\"earlier\"><summary>")
                    .append(Words.count(comparisons.size() - first))
                    .append(" earlier</summary>");
            table(out, comparisons.subList(first, comparisons.size()));
            out.append("</details>");
        }
        return out.append("</section>").toString();
    }

    private static void table(StringBuilder out, List<ComparisonHead> comparisons) {
        out.append("<div class=\"scroll\"><table class=\"comparisons\"><thead><tr><th scope=\"col\">Conclusion</th>"
                + "<th scope=\"col\">Runs</th><th scope=\"col\">Written</th></tr></thead><tbody>");
        for (ComparisonHead comparison : comparisons) {
            String link = Html.escape("./" + ComparisonHead.DIRECTORY + "/" + RunLinks.encode(comparison.file()));
            out.append("<tr><td><a class=\"badge badge-")
                    .append(style(comparison))
                    .append("\" href=\"")
                    .append(link)
                    .append("\">")
                    .append(words(comparison))
                    .append("</a></td><td class=\"compared\">")
                    .append(comparison.runs().isEmpty() ? Html.escape(comparison.file()) : runs(comparison.runs()))
                    .append("</td><td class=\"when\">")
                    .append(Html.escape(Words.instant(comparison.written().toString())))
                    .append("</td></tr>");
        }
        out.append("</tbody></table></div>");
    }

    private static String style(ComparisonHead comparison) {
        return comparison.worse().isEmpty() ? "unreadable" : comparison.worse().getAsInt() == 0 ? "valid" : "invalid";
    }

    private static String words(ComparisonHead comparison) {
        if (comparison.worse().isEmpty()) {
            return "compared";
        }
        int worse = comparison.worse().getAsInt();
        return worse == 0 ? "nothing worse" : Words.plural(worse, "thing") + " worse";
    }

    /** Each run as a link, with what it ran where that differs from the run before. */
    private static String runs(List<String> runs) {
        List<String> links = new ArrayList<>();
        String before = "";
        for (String run : runs) {
            int name = run.lastIndexOf('/');
            String group = run.substring(0, Math.max(0, name)).replace("/", " × ");
            links.add((group.equals(before) ? "" : Html.escape(group) + " ") + "<a class=\"plain\" href=\""
                    + Html.escape("./" + RunLinks.encode(run)) + "/index.html\">"
                    + Html.escape(RunLinks.instant(run.substring(name + 1))) + "</a>");
            before = group;
        }
        return String.join(" → ", links);
    }
}
