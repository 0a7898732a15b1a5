package io.partita.control.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class GroupWordsTests {

    @Test
    void wordsWithoutASeparatorAreOneGroup() {
        assertThat(GroupWords.split(List.of("a", "b"), List.of("net", "isolate", "a", "b")))
                .containsExactly(List.of("a", "b"));
    }

    @Test
    void theSeparatorThatEndsTheOptionsBeginsTheFirstGroup() {
        assertThat(GroupWords.split(List.of("a", "b", "--", "c"), List.of("--json", "--", "a", "b", "--", "c")))
                .containsExactly(List.of("a", "b"), List.of("c"));
    }

    @Test
    void wordsBeforeTheFirstSeparatorAreAGroup() {
        assertThat(GroupWords.split(List.of("a", "b", "c", "--", "d"), List.of("a", "b", "--", "c", "--", "d")))
                .containsExactly(List.of("a", "b"), List.of("c"), List.of("d"));
    }

    @Test
    void nothingBetweenTwoSeparatorsIsAGroupToo() {
        assertThat(GroupWords.split(List.of("a", "--"), List.of("--", "a", "--")))
                .containsExactly(List.of("a"), List.of());
    }
}
