package io.partita.checker.internal.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ValueNumbersTests {

    @Test
    void valuesAreNumberedInTheOrderInWhichTheyAppear() {
        ValueNumbers numbers = new ValueNumbers(4);

        assertThat(List.of(numbers.number(7L), numbers.number("x"), numbers.number(-1L)))
                .containsExactly(0, 1, 2);
        assertThat(numbers.number(7L)).isZero();
        assertThat(numbers.find(-1L)).isEqualTo(2);
        assertThat(numbers.size()).isEqualTo(3);
    }

    @Test
    void aValueIsAddedOnce() {
        ValueNumbers numbers = new ValueNumbers(4);

        assertThat(numbers.add(null)).isTrue();
        assertThat(numbers.add(null)).isFalse();
        assertThat(numbers.find(null)).isZero();
        assertThat(numbers.find(0L)).isEqualTo(ValueNumbers.UNKNOWN);
    }

    @Test
    void agreesWithAMapHoweverValuesAreSpread() {
        Random random = new Random(3);
        for (long stride : new long[] {1, 16, 1L << 12, 1L << 32, -5, 0x9E3779B97F4A7C15L}) {
            Map<Object, Integer> map = new HashMap<>();
            ValueNumbers numbers = new ValueNumbers(1);
            for (int i = 0; i < 5_000; i++) {
                Object value = random.nextInt(10) == 0
                        ? Arrays.asList("pair", random.nextInt(50))
                        : (Object) (random.nextInt(3_000) * stride);
                Integer known = map.putIfAbsent(value, map.size());
                assertThat(numbers.number(value)).isEqualTo(known == null ? map.size() - 1 : known);
            }
            map.forEach((value, number) -> assertThat(numbers.find(value)).isEqualTo(number));
        }
    }
}
