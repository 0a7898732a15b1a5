package io.partita.checker.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class LongListTests {

    private final LongList list = LongList.from(List.of(3L, -1L, 1L << 40));

    @Test
    void equalsEveryListOfTheSameNumbers() {
        List<Object> other = new ArrayList<>(List.of(3L, -1L, 1L << 40));

        assertThat(list).isEqualTo(other).hasSameHashCodeAs(other).isEqualTo(LongList.from(other));
        assertThat(other).isEqualTo(list);
        assertThat(list).isNotEqualTo(List.of(3L, -1L)).isNotEqualTo(List.of(3, -1, 1L << 40));
    }

    @Test
    void findsWhatItHolds() {
        assertThat(list.contains(-1L)).isTrue();
        assertThat(list.contains(4L)).isFalse();
        assertThat(list.contains("3")).isFalse();
        assertThat(list.indexOf(1L << 40)).isEqualTo(2);
        assertThat(list.number(0)).isEqualTo(3);
    }

    @Test
    void holdsNothingButLongs() {
        assertThat(LongList.from(List.of())).isNull();
        assertThat(LongList.from(List.of("a"))).isNull();
        assertThat(LongList.from(Arrays.asList(1L, null))).isNull();
    }

    @Test
    void canNotBeChanged() {
        list.numbers()[0] = 7;

        assertThat(list.get(0)).isEqualTo(3L);
        assertThatThrownBy(() -> list.set(0, 1L)).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> list.remove(0)).isInstanceOf(UnsupportedOperationException.class);
    }
}
