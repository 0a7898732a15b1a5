package io.partita.control.report;

import io.partita.control.store.AtomicFile;
import io.partita.control.store.RunCatalogue;
import io.partita.control.store.RunEntry;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * {@code results/index.html}: every run under a results directory, newest first, and how each workload fared under each
 * nemesis. A self-contained page with relative links.
 */
public final class IndexReport {

    private static final String STYLE = Template.concatenated("base.css", "index.css");

    private IndexReport() {}

    /**
     * Replaces {@code index.html} in {@code resultsRoot}, in one step.
     *
     * @throws UncheckedIOException if the directory cannot be listed or the file cannot be written
     */
    public static void write(Path resultsRoot) {
        String page = page(RunCatalogue.entries(resultsRoot), ComparisonHead.below(resultsRoot), "", "");
        AtomicFile.write(resultsRoot.resolve("index.html"), page);
    }

    /**
     * The page as it is served: it also leads to the run that goes on.
     *
     * @param goesOn the run that goes on; empty if none does
     * @throws UncheckedIOException if the directory cannot be listed
     */
    public static String served(Path resultsRoot, Optional<Path> goesOn) {
        List<RunEntry> all = RunCatalogue.entries(resultsRoot);
        Predicate<RunEntry> isOver =
                run -> goesOn.filter(run.directory()::equals).isEmpty();
        return page(
                all.stream().filter(isOver).toList(),
                ComparisonHead.below(resultsRoot),
                "<nav aria-label=\"Pages\"><a href=\"./live\">Live</a></nav>",
                all.stream().filter(isOver.negate()).map(IndexReport::goesOn).collect(Collectors.joining()));
    }

    private static String goesOn(RunEntry run) {
        return "<p class=\"goes-on\"><a class=\"button\" href=\"./live\"><span aria-hidden=\"true\">●</span> Watch it</a> "
                + "<strong>" + Html.escape(run.workload() + " × " + run.nemesis()) + "</strong> goes on, since "
                + Html.escape(RunLinks.instant(run.name())) + "</p>";
    }

    private static String page(
            List<RunEntry> runs, List<ComparisonHead> comparisons, String navigation, String goesOn) {
        List<RunGroup> groups = RunGroup.of(runs);
        return Template.page(
                "index.html",
                STYLE,
                Template.script("common.js", "index.js"),
                Map.of(
                        "navigation",
                        navigation,
                        "headline",
                        headline(runs),
                        "goesOn",
                        goesOn,
                        "comparisons",
                        IndexComparisons.of(comparisons),
                        "matrix",
                        IndexMatrix.of(groups),
                        "groups",
                        IndexGroups.of(groups),
                        "runs",
                        IndexRows.of(runs)));
    }

    private static String headline(List<RunEntry> runs) {
        if (runs.isEmpty()) {
            return "No runs yet";
        }
        String parts = Stream.of("valid", "invalid", "unknown", "unreadable")
                .filter(badge -> count(runs, badge) > 0)
                .map(badge -> Words.count(count(runs, badge)) + " " + badge)
                .collect(Collectors.joining(", "));
        return Words.plural(runs.size(), "run") + ": " + parts;
    }

    private static long count(List<RunEntry> runs, String badge) {
        return runs.stream().filter(run -> run.badge().equals(badge)).count();
    }
}
