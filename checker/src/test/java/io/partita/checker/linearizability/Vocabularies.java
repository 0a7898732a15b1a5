package io.partita.checker.linearizability;

import io.partita.checker.linearizability.RandomHistories.Question;
import io.partita.checker.linearizability.RandomHistories.Vocabulary;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/** What clients ask of each model in random histories: few values, so that they repeat; or many, so that they don't. */
final class Vocabularies {

    private Vocabularies() {}

    /** What an object sometimes starts from; mostly, as its model does. */
    static Optional<Object> initial(String model, Random random) {
        Object initial = switch (model) {
            case "semaphore" -> (long) random.nextInt(4);
            case "counter", "fenced-mutex" -> 2L;
            case "kv-append" -> "q.";
            default -> null;
        };
        return random.nextInt(4) == 0 || model.equals("semaphore") ? Optional.ofNullable(initial) : Optional.empty();
    }

    static Vocabulary of(String model, Random random) {
        int values = random.nextInt(3) == 0 ? 30 : 1 + random.nextInt(4);
        List<Question> questions = new ArrayList<>();
        switch (model) {
            case "register" -> register(questions, values, false, null);
            case "cas-register", "cas-register-strict" -> register(questions, values, true, null);
            case "kv" -> {
                register(questions, values, true, "a");
                register(questions, values, true, "b");
            }
            case "kv-append" -> {
                if (random.nextBoolean()) {
                    appendsOfDifferentTexts(questions, random);
                    break;
                }
                List<String> texts = List.of("", "x", "y", "xy", "xx", "yx", "xyx");
                questions.add(new Question("get", "k", null, new ArrayList<>(texts)));
                questions.add(new Question("get", "k", null, new ArrayList<>(texts)));
                questions.add(Question.of("put", "k", "x", "x"));
                questions.add(Question.of("append", "k", "x", "x"));
                questions.add(Question.of("append", "k", "y", "y"));
            }
            case "counter" -> {
                questions.add(new Question("read", null, null, longs(-2, 6)));
                questions.add(new Question("read", null, null, longs(-2, 6)));
                boolean only = random.nextInt(3) > 0;
                for (int i = random.nextInt(3); i < 3; i++) {
                    questions.add(new Question("increment", null, null, i == 2 ? nothing() : longs(1, 6)));
                }
                if (only) {
                    break;
                }
                questions.add(Question.of("add", null, 2L, 2L));
                questions.add(Question.of("add", null, -1L, -1L));
            }
            case "mutex" -> {
                questions.add(Question.of("acquire", null, null, (Object) null));
                questions.add(Question.of("release", null, null, (Object) null));
            }
            case "owned-mutex", "reentrant-mutex" -> {
                List<Object> owners = random.nextInt(3) > 0 ? List.of(Question.WHO_ASKS) : List.of("a", "b", "c");
                for (Object owner : owners) {
                    questions.add(Question.of("acquire", null, owner, (Object) null));
                    questions.add(Question.of("release", null, owner, (Object) null));
                }
            }
            case "fenced-mutex" -> {
                List<Object> tokens = longs(1, 6);
                if (random.nextInt(4) == 0) {
                    tokens.add(random.nextInt(6), null);
                }
                List<Object> owners = random.nextInt(3) > 0
                        ? List.of(Question.WHO_ASKS)
                        : random.nextBoolean() ? List.of("a", "b", "c") : nothing();
                for (Object owner : owners) {
                    questions.add(new Question("acquire", null, owner, tokens));
                    questions.add(Question.of("release", null, owner, (Object) null));
                }
            }
            case "semaphore" -> {
                questions.add(Question.of("acquire", null, null, (Object) null));
                questions.add(Question.of("release", null, null, (Object) null));
                if (random.nextInt(3) == 0) {
                    questions.add(Question.of("acquire", null, 2L, 2L));
                    questions.add(Question.of("release", null, 2L, 2L));
                }
            }
            case "log" -> log(questions, random);
            case "set" -> {
                for (long v = 1; v <= 2; v++) {
                    questions.add(Question.of("add", null, v, v));
                    questions.add(Question.of("remove", null, v, v));
                    questions.add(
                            Question.of("contains", null, Arrays.asList(v, null), List.of(v, true), List.of(v, false)));
                }
            }
            case "gset" -> {
                questions.add(Question.of("add", null, 1L, 1L));
                questions.add(Question.of("add", null, 2L, 2L));
                questions.add(Question.of("read", null, null, List.of(), List.of(1L), List.of(2L), List.of(2L, 1L)));
            }
            case "queue", "unordered-queue" -> container(questions, values, "enqueue", "dequeue");
            case "priority-queue" -> container(questions, values, "insert", "delete-min");
            case "stack" -> container(questions, values, "push", "pop");
            case "multi-register" -> {
                questions.add(txn(List.of("write", "x", 1L), List.of("write", "y", 1L)));
                questions.add(txn(List.of("write", "x", 2L)));
                questions.add(reads(1L, null));
                questions.add(reads(2L, 1L));
                questions.add(reads(null, null));
                questions.add(reads(1L, 1L));
            }
            default -> throw new IllegalArgumentException("no vocabulary for " + model);
        }
        return new Vocabulary(questions);
    }

    private static void register(List<Question> questions, int values, boolean cas, Object key) {
        List<Object> answers = longs(1, values);
        answers.add(null);
        for (int i = 0; i <= values; i++) {
            questions.add(new Question("read", key, null, answers));
        }
        for (long v = 1; v <= values; v++) {
            questions.add(Question.of("write", key, v, v));
            if (cas) {
                List<Object> pair = Arrays.asList(v == values ? null : Long.valueOf(1 + v % 3), v);
                questions.add(Question.of("cas", key, pair, pair));
            }
        }
    }

    private static void container(List<Question> questions, int values, String put, String take) {
        List<Object> taken = longs(1, Math.min(values, 3));
        taken.add(null);
        questions.add(new Question(take, null, null, taken));
        questions.add(new Question(take, null, null, taken));
        for (long v = 1; v <= Math.min(values, 3); v++) {
            questions.add(Question.of(put, null, v, v));
        }
    }

    private static void log(List<Question> questions, Random random) {
        List<String> values =
                List.of("a", "b", "c", "d", "e", "f", "g", "h").subList(0, random.nextInt(3) == 0 ? 2 : 8);
        List<Object> offsets = longs(0, 5);
        if (random.nextInt(4) == 0) {
            offsets.add(0, null);
        }
        List<Object> found = new ArrayList<>(values);
        found.add(null);
        for (String value : values) {
            questions.add(new Question("append", null, value, offsets));
            questions.add(new Question("read", null, (long) random.nextInt(4), found));
        }
    }

    /** No text begins with another one: whoever reads a string sees what was appended. */
    private static void appendsOfDifferentTexts(List<Question> questions, Random random) {
        List<String> appends = List.of("a.", "b.", "cc.", "d.");
        List<Object> reads = new ArrayList<>();
        for (String put : List.of("", "p.", "q.")) {
            reads.add(put);
            for (String first : appends) {
                reads.add(put + first);
                for (String second : appends) {
                    reads.add(put + first + second);
                    for (String third : appends) {
                        reads.add(put + first + second + third);
                    }
                }
            }
        }
        questions.add(Question.of("put", "k", "p.", "p."));
        if (random.nextBoolean()) {
            questions.add(Question.of("put", "k", "q.", "q."));
        }
        for (String text : appends) {
            questions.add(Question.of("append", "k", text, text));
            questions.add(new Question("get", "k", null, reads));
        }
    }

    private static Question txn(Object... steps) {
        return Question.of("txn", null, Arrays.asList(steps), Arrays.asList(steps));
    }

    private static Question reads(Object x, Object y) {
        return Question.of(
                "txn",
                null,
                List.of(Arrays.asList("read", "x", null), Arrays.asList("read", "y", null)),
                List.of(Arrays.asList("read", "x", x), Arrays.asList("read", "y", y)));
    }

    private static List<Object> longs(long from, long to) {
        List<Object> list = new ArrayList<>();
        for (long v = from; v <= to; v++) {
            list.add(v);
        }
        return list;
    }

    private static List<Object> nothing() {
        return new ArrayList<>(Arrays.asList((Object) null));
    }
}
