package io.partita.control.cli;

import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Hears the key {@code q} while a run goes on, if standard input is the terminal in whose foreground this process is.
 * For that, the terminal gives every key at once and shows none; Ctrl-C and the like go on working. It is put back as it
 * was by {@link #close}, and if the process ends before, whichever signal ends it, by a hook of the virtual machine.
 */
final class QuitKey implements AutoCloseable {

    /** Whom to tell; there is one keyboard, and one thread that waits for it as long as the process lives. */
    private static final AtomicReference<Runnable> LISTENER = new AtomicReference<>();

    private static Thread reader;

    private final Optional<String> before;
    private final Thread hook = new Thread(this::putBack, "terminal");
    private boolean done;

    private QuitKey(Optional<String> before) {
        this.before = before;
    }

    /**
     * Listens from now on, if that is possible.
     *
     * @param quit called when the key is pressed, by a thread of its own
     * @param wanted whether to listen at all
     */
    static QuitKey listen(Runnable quit, boolean wanted) {
        boolean possible = wanted && Terminal.isTerminal(0) && Stty.isInForeground();
        QuitKey key = new QuitKey(possible ? Stty.run("-g") : Optional.empty());
        if (key.before.isPresent()) {
            Runtime.getRuntime().addShutdownHook(key.hook);
            Stty.run("-icanon", "-echo", "min", "1", "time", "0");
            LISTENER.set(quit);
            startReader();
        }
        return key;
    }

    private static synchronized void startReader() {
        if (reader == null) {
            reader = new Thread(QuitKey::read, "keys");
            reader.setDaemon(true);
            reader.start();
        }
    }

    private static void read() {
        try {
            int pressed;
            while ((pressed = System.in.read()) >= 0) {
                Runnable quit = LISTENER.get();
                if (quit != null && (pressed == 'q' || pressed == 'Q')) {
                    quit.run();
                }
            }
        } catch (IOException e) {
            // The terminal is gone; signals still end the run.
        }
    }

    private synchronized void putBack() {
        if (!done) {
            done = true;
            before.ifPresent(Stty::run);
        }
    }

    @Override
    public void close() {
        if (before.isEmpty()) {
            return;
        }
        LISTENER.set(null);
        putBack();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The program is ending by a signal, and the hook has nothing left to do.
        }
    }
}
