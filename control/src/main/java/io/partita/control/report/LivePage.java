package io.partita.control.report;

import java.util.Map;

/** The page that shows the run that is going on, fed by events of the server that it came from. */
public final class LivePage {

    private static final String HTML = Template.page(
            "live.html",
            Template.concatenated("base.css", "live.css"),
            Template.script("common.js", "live.js"),
            "; connect-src 'self'",
            Map.of());

    private LivePage() {}

    public static String html() {
        return HTML;
    }
}
