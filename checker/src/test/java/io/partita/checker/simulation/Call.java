package io.partita.checker.simulation;

import io.partita.checker.history.OpType;

/** One operation of a simulated client, from its question to what the client learned. */
final class Call {

    final int client;
    final String f;
    final Object key;
    final Object input;

    int process;
    long invokedAt;
    long completedAt;
    /** Positions among all events: they, not the times, are the order. */
    int invocation = -1;

    int completion = Integer.MAX_VALUE;
    /** What the client learned; null while the call is open. */
    OpType outcome;
    /** What the object answered; null until it did. */
    Object answer;
    /** The object said no, which a client learns as a failure. */
    boolean refused;

    Call(int client, String f, Object key, Object input) {
        this.client = client;
        this.f = f;
        this.key = key;
        this.input = input;
    }

    boolean succeeded() {
        return outcome == OpType.OK;
    }

    boolean succeeded(String function) {
        return succeeded() && f.equals(function);
    }

    /** Whether this ended before {@code other} began, so that no linearization has them the other way round. */
    boolean before(Call other) {
        return outcome != OpType.INFO && completion < other.invocation;
    }

    /** What the client was told, in the form of an event. */
    Object value() {
        return succeeded() ? answer : input;
    }
}
