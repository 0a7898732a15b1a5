package io.partita.checker.liveness;

import static io.partita.checker.liveness.Run.ms;
import static io.partita.checker.liveness.Run.nanos;
import static io.partita.checker.liveness.Run.span;
import static io.partita.checker.liveness.Run.spans;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.partita.checker.Rounds;
import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Sets of instants. */
class SpansTests {

    @Test
    void overlappingAndTouchingSpansAreOne() {
        assertThat(Spans.of(span(5, 7), span(1, 3), span(2, 4), span(4, 5)).list())
                .containsExactly(span(1, 7));
    }

    @Test
    void emptySpansAreNothing() {
        assertThat(Spans.of(span(3, 3)).isEmpty()).isTrue();
    }

    @Test
    void aSpanHoldsItsBeginningAndNotItsEnd() {
        assertThat(spans(2, 4).contains(nanos(2))).isTrue();
        assertThat(spans(2, 4).contains(nanos(4))).isFalse();
        assertThat(spans(2, 4).contains(nanos(2) - 1)).isFalse();
    }

    @Test
    void aSpanThatEndsBeforeItBeginsIsRefused() {
        assertThatThrownBy(() -> new Span(5, 4)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void graceReachesOverGapsAndNotOverTheEndOfTime() {
        assertThat(spans(0, 2, 3, 4).extendedBy(ms(1))).isEqualTo(spans(0, 5));
        assertThat(Spans.of(new Span(0, Long.MAX_VALUE - 1))
                        .extendedBy(Duration.ofSeconds(1))
                        .total())
                .isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void theLongestIsTheFirstOfEquals() {
        assertThat(spans(0, 1, 2, 5, 7, 10).longest()).contains(span(2, 5));
        assertThat(Spans.NONE.longest()).isEmpty();
    }

    @Test
    void randomSetsAgreeWithSetsOfSingleInstants() {
        for (int round = 0; round < 2_000; round++) {
            Random random = Rounds.random(61, round);
            List<Span> first = random(random);
            List<Span> second = random(random);
            Spans one = Spans.of(first);
            Spans two = Spans.of(second);
            BitSet oneBits = bits(first);
            BitSet twoBits = bits(second);

            assertThat(bits(one.list())).isEqualTo(oneBits);
            assertThat(one.total()).isEqualTo(oneBits.cardinality());
            BitSet either = (BitSet) oneBits.clone();
            either.or(twoBits);
            assertThat(one.union(two)).isEqualTo(of(either));
            BitSet both = (BitSet) oneBits.clone();
            both.and(twoBits);
            assertThat(one.intersection(two)).isEqualTo(of(both));
            BitSet neither = new BitSet();
            neither.set(3, 35);
            neither.andNot(oneBits);
            assertThat(one.complement(new Span(3, 35))).isEqualTo(of(neither));
            assertThat(one.totalWithin(new Span(7, 21)))
                    .isEqualTo(oneBits.get(7, 21).cardinality());
            for (int time = 0; time < 45; time++) {
                assertThat(one.contains(time)).isEqualTo(oneBits.get(time));
            }
        }
    }

    private static List<Span> random(Random random) {
        List<Span> spans = new ArrayList<>();
        for (int n = random.nextInt(6); n > 0; n--) {
            int from = random.nextInt(40);
            spans.add(new Span(from, from + random.nextInt(5)));
        }
        return spans;
    }

    private static BitSet bits(List<Span> spans) {
        BitSet bits = new BitSet();
        spans.forEach(span -> bits.set((int) span.from(), (int) span.to()));
        return bits;
    }

    private static Spans of(BitSet bits) {
        return Spans.of(bits.stream().mapToObj(bit -> new Span(bit, bit + 1)).toList());
    }
}
