package io.partita.checker.internal.checks;

import io.partita.checker.history.History;
import io.partita.checker.history.Op;
import io.partita.checker.history.OpType;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.IntFunction;

/**
 * A random run of a correct object: some clients act on it at once, each operation takes effect at one instant between
 * its events. Some are refused, and some crash: they take effect at once, later or never.
 */
final class SimulatedRun {

    /** What a client asks. */
    record Question(String f, Object input) {}

    /** The object. Answers {@link #REFUSED} to what it won't do. */
    interface Simulated {
        Object apply(int process, Question question);

        /** A process will never be heard of again. */
        default void gone(int process) {}
    }

    static final Object REFUSED = new Object();

    private static final int CLIENTS = 5;

    private static final class Client {
        private int process;
        private Question asked;
        private boolean applied;
        private Object answer;
    }

    private final Random random;
    private final Simulated object;
    private final double crashes;
    private final List<Op> events = new ArrayList<>();
    private final List<Client> late = new ArrayList<>();
    private int processes;

    SimulatedRun(Random random, Simulated object, double crashes) {
        this.random = random;
        this.object = object;
        this.crashes = crashes;
    }

    /** So many operations by several clients, all of which have ended when it returns. */
    SimulatedRun load(int operations, IntFunction<Question> questions) {
        List<Client> clients = new ArrayList<>();
        for (int i = 0; i < CLIENTS; i++) {
            clients.add(new Client());
            clients.get(i).process = processes++;
        }
        int left = operations;
        while (left > 0 || clients.stream().anyMatch(client -> client.asked != null)) {
            Client client = clients.get(random.nextInt(CLIENTS));
            if (client.asked != null && !client.applied && random.nextBoolean()) {
                apply(client);
            } else if (client.asked != null) {
                end(client);
            } else if (left-- > 0) {
                ask(client, questions.apply(client.process));
            }
            if (!late.isEmpty() && random.nextInt(20) == 0) {
                apply(late.remove(late.size() - 1));
            }
        }
        return this;
    }

    /** One operation, on its own, by a new process. */
    SimulatedRun alone(Question question) {
        Client client = new Client();
        client.process = processes++;
        ask(client, question);
        apply(client);
        event(client, client.answer == REFUSED ? OpType.FAIL : OpType.OK, client.answer);
        return this;
    }

    List<Op> events() {
        return events;
    }

    History history() {
        return History.of(events);
    }

    private void ask(Client client, Question question) {
        client.asked = question;
        client.applied = false;
        event(client, OpType.INVOKE, question.input());
    }

    private void apply(Client client) {
        client.answer = object.apply(client.process, client.asked);
        client.applied = true;
    }

    private void end(Client client) {
        if (random.nextDouble() < crashes) {
            event(client, OpType.INFO, null);
            object.gone(client.process);
            if (!client.applied && random.nextBoolean()) {
                Client ghost = new Client();
                ghost.process = client.process;
                ghost.asked = client.asked;
                late.add(ghost);
            }
            client.process = processes++;
        } else if (!client.applied && random.nextInt(10) == 0) {
            event(client, OpType.FAIL, client.asked.input());
        } else {
            if (!client.applied) {
                apply(client);
            }
            event(client, client.answer == REFUSED ? OpType.FAIL : OpType.OK, client.answer);
        }
        client.asked = null;
    }

    private void event(Client client, OpType type, Object value) {
        Object shown = value == REFUSED ? client.asked.input() : value;
        // A millisecond an event.
        events.add(new Op(
                events.size(),
                (events.size() + 1) * 1_000_000L,
                client.process,
                type,
                client.asked.f(),
                null,
                shown,
                null));
    }
}
