package io.partita.control.cli;

import io.partita.checker.Budget;
import io.partita.checker.Linearizability.Progress;
import io.partita.checker.recorded.RecordedCheckReport;
import io.partita.control.plan.ByteSizes;
import java.time.Duration;
import java.util.Locale;
import java.util.function.Consumer;

/** Shows on a terminal how a check goes, once it takes longer than people like, and says what a signal ended. */
final class CheckProgress implements Consumer<Progress> {

    /** The check, which an interrupt may end. */
    interface Check {
        RecordedCheckReport run() throws InterruptedException;
    }

    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private final Terminal terminal;
    private final Budget budget;
    private final boolean shown;
    private volatile Progress last;

    /** @param wanted whether to show anything, if the terminal is one */
    CheckProgress(Terminal terminal, Budget budget, boolean wanted) {
        this.terminal = terminal;
        this.budget = budget;
        this.shown = wanted && terminal.isWatched();
    }

    @Override
    public void accept(Progress progress) {
        last = progress;
        if (shown && progress.elapsed().compareTo(PATIENCE) >= 0) {
            String line = line(progress, budget);
            terminal.status(columns -> line.substring(0, Math.min(line.length(), columns)));
        }
    }

    /** How far the check is, in one line. */
    static String line(Progress progress, Budget budget) {
        return String.format(
                Locale.ROOT,
                "checking: %s%,d of %,d operations explained, %,d configurations, %s, %d s of %d s",
                progress.parts() > 1
                        ? String.format(Locale.ROOT, "%,d of %,d keys, ", progress.partsDone(), progress.parts())
                        : "",
                progress.placed(),
                progress.operations(),
                progress.configurations(),
                ByteSizes.show(progress.memoryBytes()),
                progress.elapsed().toSeconds(),
                budget.time().toSeconds());
    }

    /**
     * Runs {@code check}. A signal ends the program with the signal's status, and this says so.
     *
     * @throws InterruptedException if this thread was interrupted; it has been said
     */
    RecordedCheckReport during(Check check) throws InterruptedException {
        Thread hook = new Thread(this::interrupted, "interrupted");
        Runtime.getRuntime().addShutdownHook(hook);
        try {
            return check.run();
        } catch (InterruptedException e) {
            interrupted();
            throw e;
        } finally {
            removeHook(hook);
        }
    }

    private void interrupted() {
        Progress known = last;
        terminal.line("control: interrupted: no verdict"
                + (known == null
                        ? ""
                        : String.format(
                                Locale.ROOT,
                                " (%,d of %,d operations explained after %d s)",
                                known.placed(),
                                known.operations(),
                                known.elapsed().toSeconds())));
    }

    private static void removeHook(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The program is ending by a signal, and the hook is saying so.
        }
    }
}
