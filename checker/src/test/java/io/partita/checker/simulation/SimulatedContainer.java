package io.partita.checker.simulation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Something that unique elements are put into and taken out of again, about as long as there are clients. */
final class SimulatedContainer implements SimulatedObject {

    /** Which element is taken. */
    enum Order {
        OLDEST_FIRST,
        NEWEST_FIRST,
        LEAST_FIRST,
        ANY
    }

    /** Odd, so that multiples of it are distinct in the lowest 31 bits. */
    private static final long SCATTER = 0x9E3779B1L;

    private static final long LOWEST_BITS = 0x7FFFFFFFL;

    private final String puts;
    private final String takes;
    private final Order order;
    private final boolean answersEmpty;
    private final int usualSize;
    /** In the order in which they were put, or ascending where the least is taken. */
    private final List<Long> elements = new ArrayList<>();

    private final Map<Object, Call> putCalls = new HashMap<>();
    private long number;

    /**
     * A container.
     *
     * @param answersEmpty whether one who finds nothing is answered null, or refused
     */
    SimulatedContainer(Recipe recipe, String puts, String takes, Order order, boolean answersEmpty) {
        this.puts = puts;
        this.takes = takes;
        this.order = order;
        this.answersEmpty = answersEmpty;
        this.usualSize = recipe.clients();
    }

    @Override
    public Call ask(int client, Random random) {
        if (random.nextDouble() < (elements.size() < usualSize ? 0.6 : 0.4)) {
            number++;
            Long element = order == Order.LEAST_FIRST ? Long.valueOf(number * SCATTER & LOWEST_BITS) : number;
            Call call = new Call(client, puts, null, element);
            putCalls.put(element, call);
            return call;
        }
        return new Call(client, takes, null, null);
    }

    @Override
    public Effect apply(Call call) {
        if (call.f.equals(puts)) {
            put((Long) call.input);
            call.answer = call.input;
        } else if (elements.isEmpty()) {
            call.refused = !answersEmpty;
        } else {
            call.answer = elements.remove(next());
        }
        return Effect.DONE;
    }

    private void put(Long element) {
        int place = elements.size();
        while (order == Order.LEAST_FIRST && place > 0 && elements.get(place - 1) > element) {
            place--;
        }
        elements.add(place, element);
    }

    private int next() {
        return switch (order) {
            case OLDEST_FIRST, LEAST_FIRST -> 0;
            case NEWEST_FIRST -> elements.size() - 1;
            case ANY -> elements.size() / 2;
        };
    }

    /**
     * Of two elements that both were surely in, the one that has to wait is taken, and the other one later. Elements are
     * unique, so nothing else explains the answers. Where any element may be taken, one is taken twice.
     */
    @Override
    public String violate(Recording recording, Call late) {
        if (!late.succeeded(takes) || late.answer == null) {
            return null;
        }
        Call first = putCalls.get(late.answer);
        for (Call next : recording.calls()) {
            if (next.succeeded(takes) && next.answer != null && late.before(next)) {
                Call second = putCalls.get(next.answer);
                boolean bothIn = first.succeeded() && second.succeeded() && first.before(late) && second.before(late);
                if (order == Order.ANY) {
                    next.answer = late.answer;
                    return "element " + late.answer + " is taken twice";
                }
                if (bothIn && goesFirst(first, second)) {
                    next.answer = first.input;
                    late.answer = second.input;
                    return "element " + second.input + " is taken before " + first.input + ", which should go first";
                }
            }
        }
        return null;
    }

    private boolean goesFirst(Call one, Call other) {
        return switch (order) {
            case OLDEST_FIRST -> one.before(other);
            case NEWEST_FIRST -> other.before(one);
            default -> (Long) one.input < (Long) other.input;
        };
    }
}
