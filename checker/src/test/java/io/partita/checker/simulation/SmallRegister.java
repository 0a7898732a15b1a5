package io.partita.checker.simulation;

import java.util.List;
import java.util.Random;

/** A register with compare-and-set that knows five values only, so that every one is written again and again. */
final class SmallRegister implements SimulatedObject {

    private static final int VALUES = 5;
    /** A value that is not among them. */
    private static final long FOREIGN = 100;

    private final boolean violatedAlone;
    private Long value;
    private Call lastRead;

    SmallRegister(Recipe recipe) {
        this.violatedAlone = recipe.violated() && recipe.crashes() == 0;
    }

    @Override
    public Call ask(int client, Random random) {
        double kind = random.nextDouble();
        if (kind < 0.4) {
            return new Call(client, "read", null, null);
        }
        return kind < 0.7
                ? new Call(client, "write", null, any(random))
                : new Call(client, "cas", null, List.of(any(random), any(random)));
    }

    @Override
    public Effect apply(Call call) {
        switch (call.f) {
            case "read" -> call.answer = value;
            case "write" -> {
                value = (Long) call.input;
                call.answer = value;
            }
            default -> {
                List<?> pair = (List<?>) call.input;
                call.answer = pair;
                call.refused = !pair.get(0).equals(value);
                value = call.refused ? value : (Long) pair.get(1);
            }
        }
        return Effect.DONE;
    }

    /** A write and a read with nothing else under way: without crashed calls nothing can come between. */
    @Override
    public List<Call> epilogue(Random random) {
        if (!violatedAlone) {
            return List.of();
        }
        lastRead = new Call(0, "read", null, null);
        return List.of(new Call(0, "write", null, any(random)), lastRead);
    }

    /**
     * Without crashed calls: the last read, which is alone, does not see what the last write, alone too, has left. With
     * crashed calls every value of the five could come from one of them at any time, so a late read sees a value that
     * nobody writes.
     */
    @Override
    public String violate(Recording recording, Call late) {
        if (violatedAlone) {
            lastRead.answer = ((Long) lastRead.answer + 1) % VALUES;
            return "a read, with nothing else under way, of another value than the one just written";
        }
        if (!late.succeeded("read")) {
            return null;
        }
        late.answer = FOREIGN;
        return "a read of a value that nobody wrote";
    }

    private static Long any(Random random) {
        return (long) random.nextInt(VALUES);
    }
}
