package io.partita.checker.internal.checks;

import io.partita.checker.internal.checks.SimulatedRun.Question;
import io.partita.checker.internal.checks.SimulatedRun.Simulated;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/** Runs of correct objects, one for each checker. */
final class Simulations {

    private Simulations() {}

    /** Makes a run with crashes as frequent as told. */
    interface Subject {
        SimulatedRun run(Random random, double crashes);
    }

    static Subject set(int readsOfTen) {
        return (random, crashes) -> {
            TreeSet<Object> elements = new TreeSet<>();
            AtomicLong next = new AtomicLong();
            Simulated object = (process, question) -> {
                if (question.f().equals("read")) {
                    return new ArrayList<>(elements);
                }
                elements.add(question.input());
                return question.input();
            };
            return new SimulatedRun(random, object, crashes)
                    .load(
                            40,
                            process -> random.nextInt(10) < readsOfTen
                                    ? new Question("read", null)
                                    : new Question("add", next.incrementAndGet()))
                    .alone(new Question("add", 1_000L))
                    .alone(new Question("read", null));
        };
    }

    static SimulatedRun queue(Random random, double crashes) {
        List<Object> elements = new ArrayList<>();
        AtomicLong next = new AtomicLong();
        Simulated object = (process, question) -> switch (question.f()) {
            case "enqueue" -> {
                elements.add(question.input());
                yield question.input();
            }
            case "dequeue" -> elements.isEmpty() ? null : elements.remove(random.nextInt(elements.size()));
            default -> {
                List<Object> all = new ArrayList<>(elements);
                elements.clear();
                yield all;
            }
        };
        // Every third value is used twice.
        return new SimulatedRun(random, object, crashes)
                .load(
                        40,
                        process -> random.nextInt(3) == 0
                                ? new Question("dequeue", null)
                                : new Question("enqueue", next.incrementAndGet() * 2 / 3))
                .alone(new Question("enqueue", 1_000L))
                .alone(new Question("drain", null));
    }

    static SimulatedRun ids(Random random, double crashes) {
        AtomicLong next = new AtomicLong();
        return new SimulatedRun(random, (process, question) -> next.incrementAndGet(), crashes)
                .load(30, process -> new Question("generate", null));
    }

    static SimulatedRun counter(Random random, double crashes) {
        return counting(random, crashes, () -> (long) random.nextInt(9) - 4);
    }

    static SimulatedRun counterThatGrows(Random random, double crashes) {
        return counting(random, crashes, () -> (long) random.nextInt(3));
    }

    static SimulatedRun counting(Random random, double crashes, LongSupplier amounts) {
        AtomicLong value = new AtomicLong();
        Simulated object = (process, question) ->
                question.f().equals("read") ? (Object) value.get() : (Object) value.addAndGet((Long) question.input());
        return new SimulatedRun(random, object, crashes)
                .load(
                        30,
                        process -> random.nextBoolean()
                                ? new Question("read", null)
                                : new Question("add", amounts.getAsLong()))
                .alone(new Question("read", null));
    }

    static SimulatedRun register(Random random, double crashes) {
        AtomicLong next = new AtomicLong();
        return register(random, crashes, next::incrementAndGet);
    }

    static SimulatedRun registerOfFewValues(Random random, double crashes) {
        return register(random, crashes, () -> random.nextInt(25));
    }

    static SimulatedRun register(Random random, double crashes, LongSupplier values) {
        Object[] value = {null};
        Simulated object = (process, question) -> {
            if (question.f().equals("write")) {
                value[0] = question.input();
            }
            return value[0];
        };
        return new SimulatedRun(random, object, crashes)
                .load(
                        60,
                        process -> random.nextBoolean()
                                ? new Question("read", null)
                                : new Question("write", values.getAsLong()));
    }

    static SimulatedRun lock(Random random, double crashes) {
        Map<Integer, Integer> holder = new HashMap<>();
        AtomicLong token = new AtomicLong();
        Simulated object = new Simulated() {
            @Override
            public Object apply(int process, Question question) {
                if (question.f().equals("acquire")) {
                    return holder.isEmpty() && holder.put(process, process) == null
                            ? (Object) token.incrementAndGet()
                            : SimulatedRun.REFUSED;
                }
                return holder.remove(process) == null ? SimulatedRun.REFUSED : (Object) "released";
            }

            @Override
            public void gone(int process) {
                holder.remove(process);
            }
        };
        return new SimulatedRun(random, object, crashes)
                .load(60, process -> new Question(random.nextBoolean() ? "acquire" : "release", null));
    }

    static SimulatedRun bank(Random random, double crashes) {
        Map<String, Long> balances = new LinkedHashMap<>(Map.of("a", 10L, "b", 10L, "c", 10L));
        List<String> names = List.of("a", "b", "c");
        Simulated object = (process, question) -> {
            if (question.f().equals("read")) {
                return Map.copyOf(balances);
            }
            List<?> transfer = (List<?>) question.input();
            long amount = (Long) transfer.get(2);
            if (balances.get(transfer.get(0)) < amount) {
                return SimulatedRun.REFUSED;
            }
            balances.merge((String) transfer.get(0), -amount, Long::sum);
            balances.merge((String) transfer.get(1), amount, Long::sum);
            return transfer;
        };
        return new SimulatedRun(random, object, crashes)
                .alone(new Question("read", null))
                .load(
                        40,
                        process -> random.nextBoolean()
                                ? new Question("read", null)
                                : new Question(
                                        "transfer",
                                        List.of(names.get(random.nextInt(3)), names.get(random.nextInt(3)), (long)
                                                random.nextInt(8))))
                .alone(new Question("read", null));
    }
}
