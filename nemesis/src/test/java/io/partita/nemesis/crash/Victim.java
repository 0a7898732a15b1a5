package io.partita.nemesis.crash;

import io.partita.provisioning.cluster.Inventory;
import io.partita.provisioning.cluster.InventoryJson;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** A {@link MixedControl} that is brought to a point in its life and killed there with SIGKILL. For use by one thread. */
final class Victim {

    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(150);
    private static final long GLANCE_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

    private final Process process;
    private final LedgerWatch ledger;
    private final LinkedBlockingQueue<String> said = new LinkedBlockingQueue<>();
    private int intentsBefore;
    private String refusal = "";

    private Victim(Process process, LedgerWatch ledger) {
        this.process = process;
        this.ledger = ledger;
        var reader = new Thread(this::read, "what the control process says");
        reader.setDaemon(true);
        reader.start();
    }

    /** Starts the process; it connects to the nodes and waits. */
    static Victim start(Inventory inventory, Path ledger, int deadManSeconds, String system, Instant instant) {
        Path file = ledger.resolveSibling("inventory.json");
        InventoryJson.write(file, inventory);
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx128m",
                "-XX:TieredStopAtLevel=1",
                "-Dpartita.testbed=" + System.getProperty("partita.testbed", ""),
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                MixedControl.class.getName(),
                file.toString(),
                ledger.toString(),
                Integer.toString(deadManSeconds),
                system,
                Long.toString(instant.seed()),
                instant.fault()));
        command.addAll(instant.others());
        try {
            return new Victim(
                    new ProcessBuilder(command)
                            .redirectError(ProcessBuilder.Redirect.appendTo(
                                    ledger.resolveSibling("control.log").toFile()))
                            .start(),
                    new LedgerWatch(ledger));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Kills it where {@code instant} says, or where a refusal has ended the matter. */
    void killAt(Instant instant) throws InterruptedException {
        try {
            await("ready");
            reply();
            if (instant.phase() != Phase.ANYWHERE) {
                await("now");
                intentsBefore = ledger.count("intent");
                reply();
                lead(instant.phase());
            }
            if (refusal.isEmpty()) {
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(instant.delayMillis()));
            }
        } finally {
            kill();
        }
    }

    private void lead(Phase phase) throws InterruptedException {
        switch (phase) {
            case BEFORE_INTENT, ANYWHERE -> {}
            case ARMING -> await(() -> ledger.count("intent") > intentsBefore);
            case INJECTING -> {
                await(() -> ledger.count("intent") > intentsBefore);
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(Phase.ARMING.millis()));
            }
            case ACTIVE -> await("active");
            case HEALING -> {
                await("active");
                int before = ledger.count("healing");
                reply();
                await(() -> ledger.count("healing") > before);
            }
            case AFTERWARDS -> {
                await("active");
                reply();
                await("ended");
            }
        }
    }

    /** Ends it if it still lives, and returns once it is dead. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** Why the fault that matters could not be made; empty if it was not refused. */
    String refusal() {
        return refusal;
    }

    /** How many intents there were before that of the fault that matters. */
    int intentsBefore() {
        return intentsBefore;
    }

    private void await(BooleanSupplier seen) {
        long deadline = System.nanoTime() + PATIENCE_NANOS;
        while (refusal.isEmpty() && !seen.getAsBoolean() && System.nanoTime() < deadline) {
            String line = said.peek();
            if (line != null) {
                refusal = line.startsWith("refused ") ? line.substring("refused ".length()) : "";
                return;
            }
            LockSupport.parkNanos(GLANCE_NANOS);
        }
    }

    private void await(String word) throws InterruptedException {
        if (!refusal.isEmpty()) {
            return;
        }
        String line = said.poll(PATIENCE_NANOS, TimeUnit.NANOSECONDS);
        if (line != null && line.startsWith("refused ")) {
            refusal = line.substring("refused ".length());
        } else if (!word.equals(line)) {
            throw new IllegalStateException("the control process was to say " + word + " and said " + line);
        }
    }

    private void reply() {
        try {
            OutputStream in = process.getOutputStream();
            in.write('\n');
            in.flush();
        } catch (IOException e) {
            throw new UncheckedIOException("the control process is gone", e);
        }
    }

    private void read() {
        try (var lines = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                said.add(line);
            }
        } catch (IOException e) {
            said.add("nothing: " + e.getMessage());
        }
        said.add("nothing, it ended");
    }
}
