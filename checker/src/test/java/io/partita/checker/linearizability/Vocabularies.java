package io.partita.checker.linearizability;

import io.partita.checker.linearizability.RandomHistories.Question;
import io.partita.checker.linearizability.RandomHistories.Vocabulary;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** What clients ask of each model in random histories: few values, so that they repeat; or many, so that they don't. */
final class Vocabularies {

    private Vocabularies() {}

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
                questions.add(new Question("increment", null, null, random.nextBoolean() ? longs(1, 6) : nothing()));
                questions.add(Question.of("add", null, 2L, 2L));
                questions.add(Question.of("add", null, -1L, -1L));
            }
            case "mutex" -> {
                questions.add(Question.of("acquire", null, null, (Object) null));
                questions.add(Question.of("release", null, null, (Object) null));
            }
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
