package io.partita.control.report;

/** Links to the collected log files beside a page, which need no script. */
final class LogList {

    private LogList() {}

    static String of(NodeLogs logs) {
        if (logs.files().isEmpty()) {
            return "<p class=\"muted\">No logs of the nodes were collected.</p>";
        }
        StringBuilder out = new StringBuilder("<p class=\"files\">Whole files: ");
        for (String file : logs.files()) {
            String escaped = Html.escape(file);
            out.append("<a href=\"nodes/")
                    .append(escaped)
                    .append("\">")
                    .append(escaped)
                    .append("</a> ");
        }
        return out.append("</p>").toString();
    }
}
