package io.partita.control.report;

import io.partita.checker.CheckResult;
import io.partita.checker.CheckResult.Anomaly;
import io.partita.checker.Verdict;
import io.partita.control.report.Availability.Outage;
import io.partita.control.store.RunSummary;
import io.partita.nemesis.FaultRecord;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a reader must know at first sight: did it hold, why not, how sure are we, how do I see it again. */
final class FirstScreen {

    private FirstScreen() {}

    /** The verdict as a sign and a word. */
    static String verdict(Verdict verdict) {
        return "<span class=\"verdict verdict-" + verdict.label() + "\"><span class=\"sign\" aria-hidden=\"true\">"
                + sign(verdict) + "</span>" + verdict.name() + "</span>";
    }

    /**
     * In which way nothing is known: <i>vacuous</i> if no checker objects but the evidence is too thin, <i>undecided</i> if a
     * checker could not tell. Nothing where something is known.
     */
    static String kindOfUnknown(Verdict verdict, Collection<CheckResult> results) {
        if (verdict != Verdict.UNKNOWN) {
            return "";
        }
        boolean undecided = results.stream().anyMatch(result -> result.verdict() == Verdict.UNKNOWN);
        return undecided
                ? "<span class=\"badge badge-unknown\" title=\"A checker could not tell\">undecided</span>"
                : "<span class=\"badge badge-unknown\" title=\"The evidence is too thin\">vacuous</span>";
    }

    static String sign(Verdict verdict) {
        return switch (verdict) {
            case VALID -> "✓";
            case UNKNOWN -> "?";
            case INVALID -> "✗";
        };
    }

    /** A link to the first anomaly in words, or nothing. The words are left out where the reason has them already. */
    static String firstAnomaly(RunSummary run) {
        List<Anomaly> anomalies = run.checkers().values().stream()
                .flatMap(result -> result.anomalies().stream())
                .toList();
        if (anomalies.isEmpty()) {
            return "";
        }
        String headline = anomalies.get(0).headline();
        String others = anomalies.size() == 1
                ? ""
                : " <span class=\"muted\">the first of " + anomalies.size() + " anomalies</span>";
        return run.reasonSays(headline)
                ? "<p class=\"first-anomaly\"><a href=\"#anomaly-1\">See how it came about</a>" + others + "</p>"
                : "<p class=\"first-anomaly\"><span class=\"label\">First anomaly</span> <a href=\"#anomaly-1\">"
                        + Html.escape(headline) + "</a>" + others + "</p>";
    }

    /** A command line of which each option stays on one line. */
    static String command(String command) {
        if (command == null) {
            return "not recorded";
        }
        return Stream.of(command.split(" (?=--)"))
                .map(part -> "<span class=\"option\">" + Html.escape(part) + "</span>")
                .collect(Collectors.joining(" "));
    }

    static String tiles(RunSummary run, Optional<Outage> worst) {
        StringBuilder out = new StringBuilder();
        long ok = run.operations().getOrDefault("ok", 0L);
        long fail = run.operations().getOrDefault("fail", 0L);
        long info = run.operations().getOrDefault("info", 0L);
        tile(
                out,
                "Operations",
                Words.count(ok + fail + info),
                outcome("ok", ok) + outcome("fail", fail) + outcome("info", info));
        tile(out, "Faults", faultFigure(run), faultDetail(run));
        unavailability(out, run, worst);
        tile(
                out,
                "Duration",
                Html.escape(Words.durationMs(run.durationMs())),
                Html.escape(Words.plural(run.concurrency(), "client")) + ", "
                        + Html.escape(Words.plural(run.nodes().size(), "node")));
        tile(out, "Seed", "<code>" + run.seed() + "</code>", "fixes every random choice");
        return out.toString();
    }

    /** What a checker says was unavailable, or else for how long clients of one node had no success. */
    private static void unavailability(StringBuilder out, RunSummary run, Optional<Outage> worst) {
        Map<?, ?> condition = LivenessSection.worstUnavailability(run);
        if (!condition.isEmpty()) {
            tile(
                    out,
                    "Worst unavailability",
                    Html.escape(Words.duration(Math.round(LivenessSection.decimal(condition.get("ms")) * 1e6))),
                    Html.escape(LivenessSection.worstDetail(condition)));
            return;
        }
        tile(
                out,
                "Worst unavailability",
                worst.map(outage -> Html.escape(Words.duration(outage.nanos()))).orElse("none"),
                worst.map(outage -> Html.escape("on " + outage.node() + ", from "
                                + Words.instantMs(outage.fromNanos() / 1e6)
                                + (outage.ended() ? "" : ", to the end")))
                        .orElse("no client waited"));
    }

    private static String faultFigure(RunSummary run) {
        return run.faults().isEmpty() ? "none" : Words.count(run.faults().size()) + " injected";
    }

    private static String faultDetail(RunSummary run) {
        if (run.faults().isEmpty()) {
            return "a quiet run";
        }
        return part(run, FaultRecord::provenActive, "proven") + ", " + part(run, FaultRecord::provenHealed, "healed");
    }

    private static String part(RunSummary run, Predicate<FaultRecord> holds, String word) {
        long count = run.faults().stream().filter(holds).count();
        String text = (count == run.faults().size() ? "all " : count + " ") + word;
        return count == run.faults().size() ? text : "<strong class=\"bad\">" + text + "</strong>";
    }

    private static String outcome(String name, long count) {
        return "<span class=\"outcome\"><span class=\"key key-" + name + "\"></span>" + Words.count(count) + " " + name
                + "</span> ";
    }

    /** Adds a figure with its name above and a detail below; figure and detail are markup. */
    static void tile(StringBuilder out, String label, String figure, String detail) {
        out.append("<div class=\"tile\"><dt>")
                .append(label)
                .append("</dt><dd><span class=\"figure\">")
                .append(figure)
                .append("</span><span class=\"detail\">")
                .append(detail)
                .append("</span></dd></div>");
    }

    static String evidence(RunSummary run) {
        if (run.evidence().isEmpty()) {
            return "<p class=\"muted\">This run asked for no evidence.</p>";
        }
        StringBuilder out = new StringBuilder("<ul class=\"evidence\">");
        for (Map.Entry<String, Boolean> entry : run.evidence().entrySet()) {
            out.append("<li>")
                    .append(Html.mark(entry.getValue()))
                    .append(" <span>")
                    .append(Html.escape(entry.getKey()))
                    .append(entry.getValue() ? "" : " <strong class=\"bad\">not met</strong>")
                    .append("</span></li>");
        }
        return out.append("</ul>").toString();
    }
}
