package io.partita.checker.simulation;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/** A set into which every element is put at most once; clients remove and look for the newest. */
final class SimulatedSet implements SimulatedObject {

    private static final int NEWEST = 40;

    private final Set<Long> elements = new HashSet<>();
    private long lastAdded;

    @Override
    public Call ask(int client, Random random) {
        double kind = random.nextDouble();
        if (kind < 0.35 || lastAdded == 0) {
            return new Call(client, "add", null, ++lastAdded);
        }
        Long element = Math.max(1, lastAdded - random.nextInt(NEWEST));
        return kind < 0.6
                ? new Call(client, "remove", null, element)
                : new Call(client, "contains", null, Arrays.asList(element, null));
    }

    @Override
    public Effect apply(Call call) {
        call.answer = call.input;
        switch (call.f) {
            case "add" -> elements.add((Long) call.input);
            case "remove" -> elements.remove((Long) call.input);
            default -> call.answer = List.of(element(call), elements.contains(element(call)));
        }
        return Effect.DONE;
    }

    /** An element whose add had ended, and which nobody had begun to remove, is looked for and not found. */
    @Override
    public String violate(Recording recording, Call late) {
        if (!late.succeeded("contains") || !late.answer.equals(List.of(element(late), true))) {
            return null;
        }
        boolean surelyIn = false;
        for (Call call : recording.calls()) {
            boolean about = !call.f.equals("contains") && call.input.equals(element(late));
            if (about && call.f.equals("remove") && call.invocation < late.completion) {
                return null;
            }
            surelyIn |= about && call.succeeded("add") && call.before(late);
        }
        if (!surelyIn) {
            return null;
        }
        late.answer = List.of(element(late), false);
        return "element " + element(late) + " is not found though it was added and never removed";
    }

    private static Object element(Call contains) {
        return ((List<?>) contains.input).get(0);
    }
}
