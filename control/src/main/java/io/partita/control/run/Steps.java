package io.partita.control.run;

import io.partita.provisioning.system.SystemException;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.function.BooleanSupplier;

/** The steps of a run before its load: each is refused once the run was stopped, and told with the time it took. */
final class Steps {

    private final Progress progress;
    private final BooleanSupplier stopped;

    Steps(Progress progress, BooleanSupplier stopped) {
        this.progress = progress;
        this.stopped = stopped;
    }

    /** Something to do that has no result. */
    @FunctionalInterface
    interface Action {
        void run() throws Exception;
    }

    /** As {@link #take(String, Callable)}, without a result. */
    void take(String what, Action action) throws InterruptedException {
        take(what, () -> {
            action.run();
            return what;
        });
    }

    /**
     * Takes the step {@code what}.
     *
     * @throws InterruptedException if the run was stopped before the step, or the thread interrupted in it
     * @throws SystemException if the step fails with a checked exception; others pass unchanged
     */
    <T> T take(String what, Callable<T> action) throws InterruptedException {
        if (Thread.interrupted() || stopped.getAsBoolean()) {
            throw new InterruptedException("stopped before: " + what);
        }
        long begin = System.nanoTime();
        T made;
        try {
            made = action.call();
        } catch (RuntimeException | InterruptedException e) {
            throw e;
        } catch (Exception e) {
            throw new SystemException(what + " failed: " + Errors.brief(e), e);
        }
        progress.line(String.format(Locale.ROOT, "%s (%.1f s)", what, (System.nanoTime() - begin) / 1e9));
        return made;
    }
}
