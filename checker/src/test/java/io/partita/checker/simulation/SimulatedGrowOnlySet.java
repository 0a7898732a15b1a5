package io.partita.checker.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** A set that only grows and is read as a whole, about a hundred times in a run. */
final class SimulatedGrowOnlySet implements SimulatedObject {

    private static final double MOST_READS = 0.2;
    private static final double READS = 100;

    private final double reads;
    private final List<Long> elements = new ArrayList<>();
    private long lastAdded;

    SimulatedGrowOnlySet(Recipe recipe) {
        this.reads = Math.min(MOST_READS, READS / recipe.operations());
    }

    @Override
    public Call ask(int client, Random random) {
        return random.nextDouble() < reads
                ? new Call(client, "read", null, null)
                : new Call(client, "add", null, ++lastAdded);
    }

    @Override
    public Effect apply(Call call) {
        if (call.f.equals("read")) {
            call.answer = List.copyOf(elements);
        } else {
            elements.add((Long) call.input);
            call.answer = call.input;
        }
        return Effect.DONE;
    }

    /** A read misses an element whose add had ended before it began. */
    @Override
    public String violate(Recording recording, Call late) {
        if (!late.succeeded("read")) {
            return null;
        }
        Call newest = null;
        for (Call add : recording.calls()) {
            if (add.succeeded("add") && add.before(late)) {
                newest = newest == null || newest.invocation < add.invocation ? add : newest;
            }
        }
        if (newest == null) {
            return null;
        }
        List<Object> without = new ArrayList<>((List<?>) late.answer);
        without.remove(newest.input);
        late.answer = without;
        return "a read misses " + newest.input + ", which had been added before it began";
    }
}
