package io.partita.control.cli;

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
            defaultValue = "3",
            description = "With --shrink, how often each plan is run at most. Default: ${DEFAULT-VALUE}.")
    private int attempts;

    @Option(
            names = "--at-least",
            paramLabel = "N",
            defaultValue = "1",
            description = "With --shrink, how many of these must fail. Default: ${DEFAULT-VALUE}.")
    private int atLeast;

    @Option(
            names = "--budget",
            paramLabel = "TIME",
            defaultValue = "30m",
            description = "With --shrink, how long to go on. Default: ${DEFAULT-VALUE}.")
    private String budget;

    String plan() {
        return plan;
    }

    String shrink() {
        return shrink;
    }

    int attempts() {
        return attempts;
    }

    int atLeast() {
        return atLeast;
    }

    String budget() {
        return budget;
    }

    boolean isGiven() {
        return plan != null || shrink != null;
    }
}
