package io.partita.checker.simulation;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;

/** Registers, one or one a key, into which no value is written twice. */
final class SimulatedRegister implements SimulatedObject {

    private static final int KEYS = 64;
    /** How many values back a compare-and-set that is bound to fail expects. */
    private static final int OUTDATED = 4;

    private final double reads;
    private final double writes;
    private final double outdated;
    private final int keys;
    private final Map<Object, Long> values = new HashMap<>();
    private long lastWritten;

    private SimulatedRegister(double reads, double writes, double outdated, int keys) {
        this.reads = reads;
        this.writes = writes;
        this.outdated = outdated;
        this.keys = keys;
    }

    static SimulatedRegister readsAndWrites() {
        return new SimulatedRegister(0.5, 0.5, 0, 0);
    }

    static SimulatedRegister withCas() {
        return new SimulatedRegister(0.4, 0.3, 0.3, 0);
    }

    static SimulatedRegister ofKeys() {
        return new SimulatedRegister(0.4, 0.5, 0, KEYS);
    }

    @Override
    public Call ask(int client, Random random) {
        Object key = keys == 0 ? null : (long) random.nextInt(keys);
        double kind = random.nextDouble();
        if (kind < reads) {
            return new Call(client, "read", key, null);
        }
        if (kind < reads + writes) {
            return new Call(client, "write", key, ++lastWritten);
        }
        long current = values.getOrDefault(key, 0L);
        long expected = random.nextDouble() < outdated ? Math.max(1, current - random.nextInt(OUTDATED)) : current;
        return new Call(client, "cas", key, List.of(expected, ++lastWritten));
    }

    @Override
    public Effect apply(Call call) {
        switch (call.f) {
            case "read" -> call.answer = values.get(call.key);
            case "write" -> {
                values.put(call.key, (Long) call.input);
                call.answer = call.input;
            }
            default -> {
                List<?> pair = (List<?>) call.input;
                call.answer = pair;
                call.refused = !pair.get(0).equals(values.get(call.key));
                if (!call.refused) {
                    values.put(call.key, written(call));
                }
            }
        }
        return Effect.DONE;
    }

    /**
     * A stale read. The write of a value had ended before another write began, which had ended before the read began.
     * No value is written twice, so at the time of the read the first value was gone and could not come back.
     */
    @Override
    public String violate(Recording recording, Call late) {
        if (!late.succeeded("read")) {
            return null;
        }
        Call newer = lastWriteBefore(recording, late);
        Call older = newer == null ? null : lastWriteBefore(recording, newer);
        if (older == null) {
            return null;
        }
        late.answer = written(older);
        return "a read of " + late.answer + ", which had been overwritten before it began";
    }

    private static Call lastWriteBefore(Recording recording, Call call) {
        Call last = null;
        for (Call candidate : recording.calls()) {
            boolean writes = candidate.succeeded("write") || candidate.succeeded("cas");
            if (writes && candidate.before(call) && Objects.equals(candidate.key, call.key)) {
                last = last == null || last.invocation < candidate.invocation ? candidate : last;
            }
        }
        return last;
    }

    private static Long written(Call call) {
        return (Long) (call.input instanceof List<?> pair ? pair.get(1) : call.input);
    }
}
