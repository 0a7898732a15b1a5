package io.partita.checker.internal.checks;

import static org.assertj.core.api.Assertions.assertThat;

import io.partita.checker.Budget;
import io.partita.checker.CheckResult;
import io.partita.checker.CheckResult.Anomaly;
import io.partita.checker.Checker;
import io.partita.checker.Checkers;
import io.partita.checker.Verdict;
import io.partita.checker.history.History;
import io.partita.checker.history.Op;
import io.partita.checker.history.OpType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.Random;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Random runs of correct objects are never called invalid, and a defect that is put into one is found where it is.
 *
 * <p>{@code -Dfuzz.seed=N} repeats a run, {@code -Dfuzz.rounds=N} sets the number of runs.
 */
class InjectedDefectsTests {

    private static final long SEED = Long.getLong("fuzz.seed", System.nanoTime());
    private static final int ROUNDS = Integer.getInteger("fuzz.rounds", 3_000) / 10;

    /** Spoils a run; answers the event at which the defect is certain, or -1 when the run has no place for it. */
    private interface Defect {
        int into(List<Op> events, Random random);
    }

    private record Case(String name, Checker checker, Simulations.Subject subject, Map<String, Defect> defects) {}

    @TestFactory
    List<DynamicTest> correctRunsAreNeverInvalid() {
        List<DynamicTest> tests = new ArrayList<>();
        for (Case subject : cases()) {
            tests.add(DynamicTest.dynamicTest(subject.name, () -> {
                int valid = 0;
                for (int round = 0; round < ROUNDS; round++) {
                    Random random = new Random(SEED + round);
                    double crashes = random.nextInt(3) * 0.1;
                    History history = subject.subject.run(random, crashes).history();
                    CheckResult result = subject.checker.check(history, Budget.DEFAULT);
                    assertThat(result.verdict())
                            .as(() -> result.reason() + ", -Dfuzz.seed=" + SEED + "\n" + text(history))
                            .isNotEqualTo(Verdict.INVALID);
                    valid += result.verdict() == Verdict.VALID ? 1 : 0;
                }
                assertThat(valid).as("valid runs").isGreaterThan(ROUNDS / 4);
            }));
        }
        return tests;
    }

    @TestFactory
    List<DynamicTest> everyDefectIsFoundWhereItIs() {
        List<DynamicTest> tests = new ArrayList<>();
        for (Case subject : cases()) {
            subject.defects.forEach((name, defect) ->
                    tests.add(DynamicTest.dynamicTest(subject.name + ": " + name, () -> find(subject, defect))));
        }
        return tests;
    }

    private static void find(Case subject, Defect defect) throws InterruptedException {
        int found = 0;
        for (int round = 0; round < ROUNDS; round++) {
            Random random = new Random(SEED + round);
            // A dequeue of unknown outcome may have taken what is missing; elsewhere crashes change nothing.
            double crashes = subject.name.equals("queue") ? 0 : 0.1;
            List<Op> events = subject.subject.run(random, crashes).events();
            int at = defect.into(events, random);
            if (at < 0) {
                continue;
            }
            History history = History.of(events);
            CheckResult result = subject.checker.check(history, Budget.DEFAULT);
            assertThat(result.verdict())
                    .as(() -> result.reason() + " at " + at + ", -Dfuzz.seed=" + SEED + "\n" + text(history))
                    .isEqualTo(Verdict.INVALID);
            assertThat(result.anomalies())
                    .as(() -> "at " + at + ", -Dfuzz.seed=" + SEED + "\n" + text(history))
                    .extracting(Anomaly::opIndex)
                    .contains((long) at);
            found++;
        }
        assertThat(found).as("runs with a place for the defect").isGreaterThan(ROUNDS / 4);
    }

    private static List<Case> cases() {
        Defect fromFinalRead = (events, random) -> change(events, last(events, "read"), list -> {
            Object gone = anyAcknowledged(events, random);
            list.remove(gone);
        });
        return List.of(
                new Case(
                        "set",
                        Checkers.set(),
                        Simulations.set(1),
                        Map.of(
                                "lost", fromFinalRead,
                                "never added",
                                        (events, random) -> change(events, last(events, "read"), list -> list.add(-7L)),
                                "twice",
                                        (events, random) ->
                                                change(events, last(events, "read"), list -> list.add(list.get(0))))),
                new Case(
                        "set-full",
                        Checkers.setFull(true),
                        Simulations.set(3),
                        Map.of(
                                "lost",
                                fromFinalRead,
                                "stale",
                                InjectedDefectsTests::stale,
                                "never added",
                                (events, random) -> change(events, any(events, random, "read"), list -> list.add(-7L)),
                                "twice",
                                (events, random) ->
                                        change(events, last(events, "read"), list -> list.add(list.get(0))))),
                new Case(
                        "queue",
                        Checkers.queue(false),
                        Simulations::queue,
                        Map.of(
                                "lost",
                                        (events, random) ->
                                                change(events, last(events, "drain"), list -> list.remove(0)),
                                "twice",
                                        (events, random) ->
                                                change(events, last(events, "drain"), list -> list.add(list.get(0))),
                                "never enqueued",
                                        (events, random) ->
                                                change(events, last(events, "drain"), list -> list.add(-7L)))),
                new Case("unique-ids", Checkers.uniqueIds(), Simulations::ids, Map.of("twice", (events, random) -> {
                    int first = any(events, random, "generate");
                    int last = last(events, "generate");
                    return first < 0 || first == last
                            ? -1
                            : set(events, last, events.get(first).value());
                })),
                new Case(
                        "counter",
                        Checkers.counter(0),
                        Simulations::counter,
                        Map.of(
                                "lost", (events, random) -> set(events, last(events, "read"), bound(events, false) - 1),
                                "too many",
                                        (events, random) ->
                                                set(events, last(events, "read"), bound(events, true) + 1))),
                new Case(
                        "lock",
                        Checkers.lock(),
                        Simulations::lock,
                        Map.of(
                                "double hold", (events, random) -> intrude(events, random, "acquire"),
                                "foreign release", (events, random) -> intrude(events, random, "release"),
                                "old token",
                                        (events, random) -> {
                                            int first = any(events, random, "acquire");
                                            int last = last(events, "acquire");
                                            return first < 0 || first == last
                                                    ? -1
                                                    : set(
                                                            events,
                                                            last,
                                                            events.get(first).value());
                                        })),
                new Case(
                        "monotonic",
                        Checkers.monotonic(true),
                        Simulations::counterThatGrows,
                        Map.of("went back", (events, random) -> set(events, last(events, "read"), -1L))),
                new Case(
                        "session",
                        Checkers.session(null),
                        Simulations::register,
                        Map.of("went back", InjectedDefectsTests::turnBack)),
                new Case(
                        "bank",
                        Checkers.bank(OptionalLong.empty(), false),
                        Simulations::bank,
                        Map.of(
                                "made money", (events, random) -> deposit(events, last(events, "read"), "a", 1),
                                "stranger", (events, random) -> deposit(events, last(events, "read"), "z", 0),
                                "negative",
                                        (events, random) -> {
                                            int read = last(events, "read");
                                            deposit(events, read, "a", -1_000);
                                            return deposit(events, read, "b", 1_000);
                                        })));
    }

    /** Takes an element from a read that began after its acknowledgement and before another read. */
    private static int stale(List<Op> events, Random random) {
        int read = any(events, random, "read");
        int begun = invocation(events, read);
        if (read < 0 || read == last(events, "read")) {
            return -1;
        }
        List<Object> known = events.subList(0, begun).stream()
                .filter(op -> op.type() == OpType.OK && op.f().equals("add"))
                .map(Op::value)
                .toList();
        if (known.isEmpty()) {
            return -1;
        }
        // Of the reads that miss an element the last one is reported: none may begin later and miss it too.
        return change(events, read, list -> list.remove(known.get(random.nextInt(known.size()))));
    }

    /** The last read that can answers what its process saw first, though it has seen something else since. */
    private static int turnBack(List<Op> events, Random random) {
        for (int i = events.size() - 1; i >= 0; i--) {
            Op read = events.get(i);
            if (read.type() == OpType.OK && read.f().equals("read")) {
                List<Op> before = events.subList(0, i).stream()
                        .filter(op -> op.process() == read.process() && op.type() == OpType.OK)
                        .toList();
                if (!before.isEmpty()
                        && !Objects.equals(
                                before.get(0).value(),
                                before.get(before.size() - 1).value())) {
                    return set(events, i, before.get(0).value());
                }
            }
        }
        return -1;
    }

    /** A process that nobody knows acquires, or releases, while another certainly holds. */
    private static int intrude(List<Op> events, Random random, String f) {
        int held = any(events, random, "acquire");
        if (held < 0) {
            return -1;
        }
        int process = 1_000;
        Object value = f.equals("acquire") ? (Object) 1_000L : null;
        Op template = events.get(held);
        events.add(held + 1, new Op(0, template.time(), process, OpType.INVOKE, f, null, null, null));
        events.add(held + 2, new Op(0, template.time(), process, OpType.OK, f, null, value, null));
        return held + 2;
    }

    private static int deposit(List<Op> events, int read, String account, long amount) {
        Map<String, Object> balances = new LinkedHashMap<>();
        ((Map<?, ?>) events.get(read).value()).forEach((name, balance) -> balances.put((String) name, balance));
        balances.merge(account, amount, (a, b) -> (Long) a + (Long) b);
        return set(events, read, balances);
    }

    /** What the last read, alone at the end, may show at least or at most. */
    private static long bound(List<Op> events, boolean most) {
        Map<Integer, Op> open = new HashMap<>();
        long sum = 0;
        for (Op op : events) {
            if (op.f().equals("add")) {
                if (op.type() == OpType.INVOKE) {
                    open.put(op.process(), op);
                } else if (op.type() != OpType.FAIL) {
                    long amount = (Long) open.get(op.process()).value();
                    boolean certain = op.type() == OpType.OK;
                    sum += certain || amount > 0 == most ? amount : 0;
                }
            }
        }
        return sum;
    }

    private static Object anyAcknowledged(List<Op> events, Random random) {
        return pick(events, random, op -> op.type() == OpType.OK && op.f().equals("add"))
                .value();
    }

    private static Op pick(List<Op> events, Random random, Predicate<Op> which) {
        List<Op> all = events.stream().filter(which).toList();
        return all.get(random.nextInt(all.size()));
    }

    private static int any(List<Op> events, Random random, String f) {
        List<Integer> all = new ArrayList<>();
        for (int i = 0; i < events.size(); i++) {
            if (events.get(i).type() == OpType.OK && events.get(i).f().equals(f)) {
                all.add(i);
            }
        }
        return all.isEmpty() ? -1 : all.get(random.nextInt(all.size()));
    }

    private static int last(List<Op> events, String f) {
        for (int i = events.size() - 1; i >= 0; i--) {
            if (events.get(i).type() == OpType.OK && events.get(i).f().equals(f)) {
                return i;
            }
        }
        return -1;
    }

    private static int invocation(List<Op> events, int completion) {
        int i = completion - 1;
        while (i >= 0 && events.get(i).process() != events.get(completion).process()) {
            i--;
        }
        return i;
    }

    private static int change(List<Op> events, int at, Consumer<List<Object>> how) {
        if (at < 0) {
            return -1;
        }
        List<Object> list = new ArrayList<>((List<?>) events.get(at).value());
        how.accept(list);
        return set(events, at, list);
    }

    private static int set(List<Op> events, int at, Object value) {
        Op op = events.get(at);
        events.set(at, new Op(op.index(), op.time(), op.process(), op.type(), op.f(), op.key(), value, op.error()));
        return at;
    }

    private static String text(History history) {
        List<String> lines = new ArrayList<>();
        history.forEach(
                op -> lines.add(op.index() + " " + op.process() + " " + op.type() + " " + op.f() + " " + op.value()));
        return lines.stream().collect(Collectors.joining("\n"));
    }
}
