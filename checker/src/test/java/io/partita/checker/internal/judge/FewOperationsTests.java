package io.partita.checker.internal.judge;

import static io.partita.checker.Script.script;
import static org.assertj.core.api.Assertions.assertThat;

import io.partita.checker.Models;
import io.partita.checker.Script;
import io.partita.checker.internal.parts.Parts;
import io.partita.checker.model.Model;
import org.junit.jupiter.api.Test;

class FewOperationsTests {

    @Test
    void operationsInTheOrderOfTheirReturnsAreFound() {
        assertThat(haveAnOrder(script().did(0, "write", 1, 1).did(1, "read", null, 1)))
                .isTrue();
    }

    @Test
    void anotherOrderIsFoundWhereTheyOverlap() {
        Script script = script().invoke(0, "write", 1).did(1, "read", null, 1).ok(0, 1);

        assertThat(haveAnOrder(script)).isTrue();
    }

    @Test
    void whatHadReturnedBeforeIsNotPutBehind() {
        assertThat(haveAnOrder(script().did(0, "write", 1, 1).did(1, "read", null, null)))
                .isFalse();
    }

    @Test
    void operationsOfUnknownOutcomeAreLeftToTheSearch() {
        Script script = script().invoke(0, "write", 1).info(0).did(1, "read", null, 1);

        assertThat(haveAnOrder(script)).isFalse();
    }

    @Test
    void manyOperationsAreLeftToTheSearch() {
        Script script = script();
        for (int i = 0; i < 17; i++) {
            script.did(0, "write", 1, 1);
        }

        assertThat(haveAnOrder(script)).isFalse();
    }

    private static boolean haveAnOrder(Script script) {
        Model<?> model = Models.named("register");
        return FewOperations.haveAnOrder(
                model, Parts.of(model, script.history()).get(0));
    }
}
