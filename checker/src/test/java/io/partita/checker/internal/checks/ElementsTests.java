package io.partita.checker.internal.checks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ElementsTests {

    @Test
    void valuesKeepTheirNumbersWhateverTheyAre() {
        for (int round = 0; round < 200; round++) {
            Random random = new Random(round);
            long spread = 1L << random.nextInt(40);
            Elements elements = new Elements();
            Map<Object, Integer> expected = new HashMap<>();
            for (int i = 0; i < 500; i++) {
                Object value = random.nextInt(10) == 0
                        ? "text " + random.nextInt(20)
                        : (Object) ((random.nextLong() >> 1) % spread + random.nextInt(3) * 1_000L);
                assertThat(elements.find(value)).isEqualTo(expected.getOrDefault(value, -1));
                int id = elements.add(value);
                assertThat(id).isEqualTo(expected.computeIfAbsent(value, other -> expected.size()));
            }
            expected.forEach((value, id) -> {
                assertThat(elements.find(value)).isEqualTo(id);
                assertThat(elements.value(id)).isEqualTo(value);
            });
            assertThat(elements.size()).isEqualTo(expected.size());
        }
    }

    @Test
    void rangesDrawNeighboursTogetherAndStayShort() {
        assertThat(ranges(List.of(5L, 1L, 2L, 3L, 9L, -1L))).isEqualTo("-1 1..3 5 9");
        assertThat(ranges(List.of())).isEmpty();
        List<Object> odd = new ArrayList<>();
        for (long i = 0; i < 100; i++) {
            odd.add(2 * i + 1);
        }
        assertThat(ranges(odd)).startsWith("1 3 5 ").endsWith(" 39 and 80 more");
        assertThat(ranges(List.of(1L, "b", "a"))).isEqualTo("1 \"b\" \"a\"");
    }

    private static String ranges(List<?> values) {
        Elements elements = new Elements();
        BitSet all = new BitSet();
        values.forEach(value -> all.set(elements.add(value)));
        return Ranges.of(elements, all);
    }
}
