package io.partita.workloads.mesos.nodes;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/** What a task's program does beside keeping its ledger. Times count from the task's start. Immutable. */
public sealed interface TaskMode {

    /** Runs until it is told to stop. */
    record Steady() implements TaskMode {}

    /**
     * Runs until it is told to stop, and answers HTTP on its first port: every path with status 200 and a JSON object that
     * has {@code task}, {@code app}, {@code version}, {@code port}, {@code pid}, {@code healthy} and {@code requests}, the
     * number of requests so far; {@code /health} with 503 while it is not healthy. Each request takes a connection. If the
     * port is taken, it exits with status 69.
     *
     * @param healthyAfter it is not healthy before; empty if it never is
     * @param healthyUntil it is not healthy from then on; empty if it stays so
     */
    record Serve(Optional<Duration> healthyAfter, Optional<Duration> healthyUntil) implements TaskMode {
        public Serve {
            healthyAfter.ifPresent(after -> requireNotNegative("healthyAfter", after));
            healthyUntil.ifPresent(until -> requireNotNegative("healthyUntil", until));
        }
    }

    /** Ends by itself after about this time, with this exit status. */
    record Exit(Duration after, int status) implements TaskMode {
        public Exit {
            requireNotNegative("after", after);
            requireStatus(status);
        }
    }

    /**
     * As {@link Exit}, and leaves a process behind, in a session of its own: what a program does that makes itself a daemon.
     */
    record Fork(Duration after, int status) implements TaskMode {
        public Fork {
            requireNotNegative("after", after);
            requireStatus(status);
        }
    }

    /** Runs until it is told to stop. */
    static TaskMode steady() {
        return new Steady();
    }

    /** Answers HTTP, healthy from the start. */
    static TaskMode serve() {
        return new Serve(Optional.of(Duration.ZERO), Optional.empty());
    }

    /** Answers HTTP, and is never healthy. */
    static TaskMode serveUnhealthy() {
        return new Serve(Optional.empty(), Optional.empty());
    }

    /** The words that the program is told. */
    default String words() {
        if (this instanceof Serve serve) {
            return "serve " + milliseconds(serve.healthyAfter()) + " " + milliseconds(serve.healthyUntil());
        }
        if (this instanceof Exit exit) {
            return "exit " + exit.after().toMillis() + " " + exit.status();
        }
        if (this instanceof Fork fork) {
            return "fork " + fork.after().toMillis() + " " + fork.status();
        }
        return "steady";
    }

    private static String milliseconds(Optional<Duration> time) {
        return time.map(each -> Long.toString(each.toMillis())).orElse("-");
    }

    private static void requireNotNegative(String what, Duration time) {
        if (Objects.requireNonNull(time, what + " is null").isNegative()) {
            throw new IllegalArgumentException(what + " must not be negative, but is " + time);
        }
    }

    private static void requireStatus(int status) {
        if (status < 0 || status > 255) {
            throw new IllegalArgumentException("an exit status is from 0 to 255, not " + status);
        }
    }
}
