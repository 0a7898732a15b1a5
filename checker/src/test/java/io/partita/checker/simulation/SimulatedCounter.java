package io.partita.checker.simulation;

import java.util.Random;

/** A counter to which clients add small positive numbers. */
final class SimulatedCounter implements SimulatedObject {

    private static final int LARGEST = 5;

    private long sum;

    @Override
    public Call ask(int client, Random random) {
        return random.nextBoolean()
                ? new Call(client, "read", null, null)
                : new Call(client, "add", null, 1L + random.nextInt(LARGEST));
    }

    @Override
    public Effect apply(Call call) {
        if (call.f.equals("add")) {
            sum += (Long) call.input;
        }
        call.answer = call.f.equals("add") ? call.input : (Long) sum;
        return Effect.DONE;
    }

    /** A read answers less than what had been added, and acknowledged, before it began; nothing is ever subtracted. */
    @Override
    public String violate(Recording recording, Call late) {
        if (!late.succeeded("read")) {
            return null;
        }
        long acknowledged = recording.calls().stream()
                .filter(call -> call.succeeded("add") && call.before(late))
                .mapToLong(call -> (Long) call.input)
                .sum();
        if (acknowledged == 0) {
            return null;
        }
        late.answer = acknowledged - 1;
        return "a read of " + late.answer + " when " + acknowledged + " had been added";
    }
}
