package io.partita.checker.simulation;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;

/** A first-in first-out queue of unique elements, about as long as there are clients; an empty one refuses to answer. */
final class SimulatedQueue implements SimulatedObject {

    private final int usualLength;
    private final Deque<Long> elements = new ArrayDeque<>();
    private final Map<Object, Call> enqueues = new HashMap<>();
    private long lastEnqueued;

    SimulatedQueue(Recipe recipe) {
        this.usualLength = recipe.clients();
    }

    @Override
    public Call ask(int client, Random random) {
        if (random.nextDouble() < (elements.size() < usualLength ? 0.6 : 0.4)) {
            Call call = new Call(client, "enqueue", null, ++lastEnqueued);
            enqueues.put(lastEnqueued, call);
            return call;
        }
        return new Call(client, "dequeue", null, null);
    }

    @Override
    public Effect apply(Call call) {
        if (call.f.equals("enqueue")) {
            elements.addLast((Long) call.input);
            call.answer = call.input;
        } else {
            call.answer = elements.pollFirst();
            call.refused = call.answer == null;
        }
        return Effect.DONE;
    }

    /**
     * Two dequeues, one after the other, of elements that were enqueued one after the other, change their answers: the
     * younger element leaves before the older one. Elements are unique, so nothing else explains the answers.
     */
    @Override
    public String violate(Recording recording, Call late) {
        if (!late.succeeded("dequeue")) {
            return null;
        }
        Call older = enqueues.get(late.answer);
        for (Call next : recording.calls()) {
            if (next.succeeded("dequeue") && late.before(next)) {
                Call younger = enqueues.get(next.answer);
                if (older.succeeded() && older.before(younger)) {
                    Object first = late.answer;
                    late.answer = next.answer;
                    next.answer = first;
                    return "element " + late.answer + " leaves the queue before " + first + ", which stood before it";
                }
            }
        }
        return null;
    }
}
