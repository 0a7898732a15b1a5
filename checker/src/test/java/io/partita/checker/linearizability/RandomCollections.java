package io.partita.checker.linearizability;

import io.partita.checker.history.History;
import io.partita.checker.history.HistoryBuilder;
import io.partita.checker.history.Op;
import io.partita.checker.history.OpType;
import io.partita.checker.model.Model;
import io.partita.checker.model.Operation;
import io.partita.checker.model.Operation.Outcome;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;

/**
 * Small random histories of collections for which there are monitors: most put every value in once, some repeat values;
 * clients crash, are refused, and sometimes report what they did not see, mostly something that somebody else might have.
 */
final class RandomCollections<S> {

    private static final class Client {
        int process;
        String f;
        Object input;
        Object answer;
        boolean applied;
    }

    private final Model<S> model;
    private final Random random;
    private final HistoryBuilder history = History.builder();
    private final String put;
    private final String look;
    private final List<Object> offered = new ArrayList<>();
    private final double crashes;
    private final double lies;
    private final double puts;
    private final boolean repeats;
    private S state;
    private int nextProcess;

    RandomCollections(Model<S> model, Random random) {
        this.model = model;
        this.random = random;
        this.state = model.initial();
        this.put = model.functions().get(0);
        this.look = model.functions().get(1);
        this.crashes = random.nextInt(3) * 0.12;
        this.lies = random.nextInt(3) * 0.25;
        this.puts = 0.35 + random.nextDouble() * 0.35;
        this.repeats = random.nextInt(8) == 0;
    }

    History next(int operations) {
        List<Client> clients = new ArrayList<>();
        int width = 2 + random.nextInt(3);
        for (int i = 0; i < width; i++) {
            Client client = new Client();
            client.process = nextProcess++;
            clients.add(client);
        }
        int left = operations;
        while (left > 0 || clients.stream().anyMatch(client -> client.f != null) && random.nextInt(30) > 0) {
            Client client = clients.get(random.nextInt(width));
            if (client.f == null) {
                if (left > 0) {
                    left--;
                    invoke(client);
                }
            } else if (!client.applied && random.nextBoolean()) {
                apply(client);
            } else {
                complete(client);
            }
        }
        return history.build();
    }

    private void invoke(Client client) {
        boolean puts = random.nextDouble() < this.puts;
        client.f = puts ? put : look;
        client.input = puts ? value() : null;
        client.applied = false;
        event(client, OpType.INVOKE, client.input);
    }

    /** Large values first half of the time, so that priority queues see both. */
    private Object value() {
        long value = repeats ? 1 + random.nextInt(3) : offered.size() + 1L;
        Object offer = !repeats && random.nextBoolean() ? Long.valueOf(100 - value) : Long.valueOf(value);
        offered.add(offer);
        return offer;
    }

    private void apply(Client client) {
        client.applied = true;
        if (client.f.equals(put)) {
            client.answer = client.input;
            state = model.step(state, operation(client, client.answer));
            return;
        }
        List<Object> answers = state instanceof Set<?> seen && look.equals("read")
                ? List.of(new ArrayList<>(seen))
                : new ArrayList<>(offered);
        if (!look.equals("read")) {
            Collections.shuffle(answers, random);
            answers.add(null);
        }
        for (Object answer : answers) {
            S after = model.step(state, operation(client, answer));
            if (after != null) {
                state = after;
                client.answer = answer;
                return;
            }
        }
        throw new IllegalStateException("nothing can be answered in " + state);
    }

    private void complete(Client client) {
        if (random.nextDouble() < crashes) {
            if (random.nextBoolean()) {
                event(client, OpType.INFO, null);
            }
            client.process = nextProcess++;
        } else if (!client.applied && random.nextInt(8) == 0) {
            event(client, OpType.FAIL, client.input);
        } else {
            if (!client.applied) {
                apply(client);
            }
            boolean lie = random.nextDouble() < lies && client.f.equals(look);
            event(client, OpType.OK, lie ? lie(client.answer) : client.answer);
        }
        client.f = null;
    }

    private Object lie(Object answer) {
        if (answer instanceof List<?> seen) {
            List<Object> other = new ArrayList<>(seen);
            if (!other.isEmpty() && random.nextBoolean()) {
                other.remove(random.nextInt(other.size()));
            } else if (!offered.isEmpty()) {
                other.add(offered.get(random.nextInt(offered.size())));
            }
            return other;
        }
        int chosen = random.nextInt(offered.size() + 1);
        return chosen == offered.size() ? null : offered.get(chosen);
    }

    private void event(Client client, OpType type, Object value) {
        history.add(new Op(0, 0, client.process, type, client.f, null, value, null));
    }

    private static Operation operation(Client client, Object answer) {
        return new Operation(client.f, null, client.input, Outcome.OK, answer);
    }
}
