package io.partita.control.run;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class JudgeTests {

    @Test
    void aCheckersReasonBecomesASentenceOfItsOwn() {
        assertThat(Judge.sentence("all 9 operations are linearizable")).isEqualTo("All 9 operations are linearizable.");
        assertThat(Judge.sentence("Nothing was lost. ")).isEqualTo("Nothing was lost.");
        assertThat(Judge.sentence("")).isEmpty();
    }
}
