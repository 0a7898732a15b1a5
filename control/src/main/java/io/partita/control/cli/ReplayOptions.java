package io.partita.control.cli;

import io.partita.control.plan.Problem;
import java.util.List;
import picocli.CommandLine.Option;

/** The options of {@code control test} that begin with what an earlier run left. */
final class ReplayOptions {

    @Option(
            names = "--plan",
            paramLabel = "FILE|RUN",
            description =
                    "Runs a stored plan again, a plan.json or that of a run (such as latest). Other options take the place"
                            + " of what it has, save those that a schedule is made from.")
    private String plan;

    @Option(
            names = "--shrink",
            paramLabel = "RUN",
            description =
                    "Runs the plan of an invalid run (such as latest) again and again with faults left out, and finds the"
                            + " smallest that still fails by the same checker.")
    private String shrink;

    @Option(
            names = "--attempts",
            paramLabel = "K",
            description = "With --shrink, how often each plan is run at most. Default: 3.")
    private Integer attempts;

    @Option(
            names = "--at-least",
            paramLabel = "N",
            description = "With --shrink, how many of these must fail. Default: 1.")
    private Integer atLeast;

    @Option(names = "--budget", paramLabel = "TIME", description = "With --shrink, how long to go on. Default: 30m.")
    private String budget;

    String plan() {
        return plan;
    }

    String shrink() {
        return shrink;
    }

    int attempts() {
        return attempts == null ? 3 : attempts;
    }

    int atLeast() {
        return atLeast == null ? 1 : atLeast;
    }

    String budget() {
        return budget == null ? "30m" : budget;
    }

    boolean isGiven() {
        return plan != null || shrink != null;
    }

    /** What is said for a search that nobody has asked for goes into {@code problems}: it would do nothing. */
    void check(List<Problem> problems) {
        if (shrink == null && (attempts != null || atLeast != null || budget != null)) {
            problems.add(new Problem(
                    "--attempts, --at-least and --budget say how to shrink a run",
                    "Leave them out, or give --shrink RUN."));
        }
    }
}
