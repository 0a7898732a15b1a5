package io.partita.control.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.partita.checker.history.History;
import io.partita.checker.history.Op;
import io.partita.checker.history.OpType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ExpectationTests {

    private final List<Op> events = new ArrayList<>();

    @Test
    void aReadWasExpectedToAnswerWhatTheLastLegalStatesHeld() {
        done("write", 1L, 1L);
        done("write", 2L, 2L);
        done("cas", List.of(2L, 3L), List.of(2L, 3L));
        done("read", null, 1L);

        assertThat(of(3, "2", "3")).hasValueSatisfying(expectation -> {
            assertThat(expectation.answers()).containsExactly("read → 2", "read → 3");
            assertThat(expectation.onlyAt()).contains("1");
            assertThat(expectation.html())
                    .isEqualTo("<code>read → 2</code> or <code>read → 3</code>. <code>read → 1</code> is possible only"
                            + " while it is at <code>1</code>.");
        });
    }

    @Test
    void aReadMayHaveBeenExpectedToFindNothing() {
        done("read", null, 1L);

        assertThat(of(0, "never written"))
                .hasValueSatisfying(
                        expectation -> assertThat(expectation.answers()).hasSize(1));
    }

    @Test
    void aCompareAndSetIsPossibleOnlyAtWhatItExpects() {
        done("write", 1L, 1L);
        done("cas", List.of(7L, 8L), List.of(7L, 8L));

        assertThat(of(1, "1")).hasValueSatisfying(expectation -> {
            assertThat(expectation.answers()).isEmpty();
            assertThat(expectation.html())
                    .isEqualTo("<code>cas [7, 8]</code> is possible only while it is at <code>7</code>.");
        });
    }

    @Test
    void whatNobodyKnowsIsNotSaid() {
        done("read", null, 1L);

        assertThat(Expectation.of("of my own", operations(), 0, List.of("2"))).isEmpty();
        events.set(1, new Op(0, 1000, 0, OpType.INFO, "read", null, null, "timeout"));
        assertThat(of(0, "2")).isEmpty();
    }

    @Test
    void valuesStayText() {
        done("write", "<b>", "<b>");
        done("read", null, "<i>");

        assertThat(of(1, "<b>"))
                .hasValueSatisfying(expectation ->
                        assertThat(expectation.html()).contains("&lt;i&gt;").doesNotContain("<b>", "<i>"));
    }

    private Optional<Expectation> of(int impossible, String... lastStates) {
        return Expectation.of("cas-register", operations(), impossible, List.of(lastStates));
    }

    private Operations operations() {
        return Operations.of(History.of(events));
    }

    private void done(String f, Object argument, Object answer) {
        events.add(new Op(0, events.size() * 1000L, 0, OpType.INVOKE, f, null, argument, null));
        events.add(new Op(0, events.size() * 1000L, 0, OpType.OK, f, null, answer, null));
    }
}
