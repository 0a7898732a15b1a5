package io.partita.checker.linearizability;

import io.partita.checker.history.History;
import io.partita.checker.history.HistoryBuilder;
import io.partita.checker.history.Op;
import io.partita.checker.history.OpType;
import io.partita.checker.model.Model;
import io.partita.checker.model.Operation;
import io.partita.checker.model.Operation.Outcome;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Small random histories of an object: clients act on a simulated atomic object, crash, are refused, and sometimes
 * report an answer that they did not get.
 */
final class RandomHistories<S> {

    /** What clients may ask of a model, and what they might be answered. */
    record Vocabulary(List<Question> questions) {}

    record Question(String f, Object key, Object input, List<Object> answers) {

        /** An input that stands for the name of whoever asks. */
        static final Object WHO_ASKS = new Object();

        Question askedBy(int process) {
            return input == WHO_ASKS ? new Question(f, key, "p" + process, answers) : this;
        }

        static Question of(String f, Object key, Object input, Object... answers) {
            return new Question(f, key, input, Arrays.asList(answers));
        }
    }

    private static final class Client {
        int process;
        Question asked;
        boolean applied;
        boolean refused;
        Object answer;
    }

    private final Model<S> model;
    private final Vocabulary vocabulary;
    private final Random random;
    private final Map<Object, S> states = new HashMap<>();
    private final HistoryBuilder history = History.builder();
    private final double crashes;
    private final double lies;
    private int nextProcess;

    RandomHistories(Model<S> model, Vocabulary vocabulary, Random random) {
        this.model = model;
        this.vocabulary = vocabulary;
        this.random = random;
        this.crashes = random.nextInt(3) * 0.12;
        this.lies = random.nextInt(3) * 0.1;
    }

    History next(int operations) {
        return next(operations, 2 + random.nextInt(3));
    }

    History next(int operations, int width) {
        List<Client> clients = new ArrayList<>();
        for (int i = 0; i < width; i++) {
            Client client = new Client();
            client.process = nextProcess++;
            clients.add(client);
        }
        int left = operations;
        while (left > 0 || clients.stream().anyMatch(client -> client.asked != null) && random.nextInt(30) > 0) {
            Client client = clients.get(random.nextInt(width));
            if (client.asked == null) {
                if (left > 0) {
                    left--;
                    invoke(client);
                }
            } else if (!client.applied && random.nextInt(2) == 0) {
                apply(client);
            } else {
                complete(client);
            }
        }
        return history.build();
    }

    private void invoke(Client client) {
        client.asked = vocabulary
                .questions()
                .get(random.nextInt(vocabulary.questions().size()))
                .askedBy(client.process);
        client.applied = false;
        client.refused = false;
        client.answer = null;
        event(client, OpType.INVOKE, client.asked.input());
    }

    private void apply(Client client) {
        client.applied = true;
        for (Object answer : client.asked.answers()) {
            Operation op = operation(client, Outcome.OK, answer);
            S after = model.step(state(op), op);
            if (after != null) {
                states.put(model.partOf(op), after);
                client.answer = answer;
                return;
            }
        }
        client.refused = true;
    }

    private void complete(Client client) {
        if (random.nextDouble() < crashes) {
            if (random.nextBoolean()) {
                event(client, OpType.INFO, null);
            }
            client.process = nextProcess++;
        } else {
            if (!client.applied) {
                apply(client);
            }
            boolean lie = random.nextDouble() < lies;
            if (client.refused != lie || client.asked.answers().isEmpty()) {
                event(client, OpType.FAIL, client.asked.input());
            } else {
                List<Object> answers = client.asked.answers();
                event(
                        client,
                        OpType.OK,
                        lie || client.refused ? answers.get(random.nextInt(answers.size())) : client.answer);
            }
        }
        client.asked = null;
    }

    private void event(Client client, OpType type, Object value) {
        history.add(new Op(0, 0, client.process, type, client.asked.f(), client.asked.key(), value, null));
    }

    private S state(Operation op) {
        return states.getOrDefault(model.partOf(op), model.initial());
    }

    private static Operation operation(Client client, Outcome outcome, Object answer) {
        return new Operation(client.asked.f(), client.asked.key(), client.asked.input(), outcome, answer);
    }
}
