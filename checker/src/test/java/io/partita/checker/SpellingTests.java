package io.partita.checker;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SpellingTests {

    private static final List<String> NAMES = List.of("log", "bank", "partition-majorities");

    @Test
    void aFewWrongLettersAreForgiven() {
        assertThat(Spelling.closest("lok", NAMES)).contains("log");
        assertThat(Spelling.closest("bnk", NAMES)).contains("bank");
        assertThat(Spelling.closest("partitoin-majoritys", NAMES)).contains("partition-majorities");
    }

    @Test
    void aBeginningIsEnough() {
        assertThat(Spelling.closest("partition", NAMES)).contains("partition-majorities");
    }

    @Test
    void anotherWordIsNotTakenForAShortName() {
        assertThat(Spelling.closest("foo", NAMES)).isEmpty();
        assertThat(Spelling.closest("", NAMES)).isEmpty();
    }
}
