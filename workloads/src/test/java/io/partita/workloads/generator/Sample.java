package io.partita.workloads.generator;

import io.partita.checker.history.Op;
import java.time.Duration;
import java.util.List;
import java.util.stream.LongStream;

/** Small generators and looks at what came of them. */
final class Sample {

    static final long MS = 1_000_000;

    private Sample() {}

    static Duration ms(long millis) {
        return Duration.ofMillis(millis);
    }

    /** Endless writes of random numbers. */
    static Generator numbers() {
        return Generators.stream((number, random) -> Template.of("write", random.nextLong(1_000_000)));
    }

    /** Endless operations {@code f} whose values count from 0. */
    static Generator endless(String f) {
        return Generators.stream((number, random) -> Template.of(f, number));
    }

    /** {@code count} operations {@code f} whose values count from 0. */
    static Generator ops(String f, long count) {
        return Generators.sequence(
                LongStream.range(0, count).mapToObj(n -> Template.of(f, n)).toList());
    }

    static List<String> names(List<Op> ops) {
        return ops.stream().map(Op::f).toList();
    }

    static List<Object> values(List<Op> ops) {
        return ops.stream().map(Op::value).toList();
    }

    static List<Long> millis(List<Op> ops) {
        return ops.stream().map(op -> op.time() / MS).toList();
    }

    static long count(List<Op> ops, String f) {
        return ops.stream().filter(op -> op.f().equals(f)).count();
    }
}
