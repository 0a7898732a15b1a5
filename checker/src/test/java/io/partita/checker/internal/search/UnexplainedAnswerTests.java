package io.partita.checker.internal.search;

import static io.partita.checker.Script.script;
import static org.assertj.core.api.Assertions.assertThat;

import io.partita.checker.Budget;
import io.partita.checker.Models;
import io.partita.checker.Script;
import io.partita.checker.internal.parts.Account;
import io.partita.checker.internal.parts.Part;
import io.partita.checker.internal.parts.Parts;
import io.partita.checker.internal.parts.Resources;
import io.partita.checker.internal.parts.Resources.ExhaustedException;
import io.partita.checker.model.Model;
import org.junit.jupiter.api.Test;

class UnexplainedAnswerTests {

    @Test
    void aValueThatMustHaveBeenOverwrittenIsUnexplained() throws ExhaustedException {
        Script stale = script().did(1, "write", 1, 1).did(1, "write", 2, 2).did(2, "read", null, 1);

        assertThat(firstUnexplained("register", stale)).isEqualTo(2);
    }

    @Test
    void aReadOfAnotherValueShowsThatTheOldOneIsGone() throws ExhaustedException {
        Script back = script().did(1, "write", 1, 1)
                .invoke(3, "write", 2)
                .did(2, "read", null, 2)
                .did(2, "read", null, 1);

        assertThat(firstUnexplained("register", back)).isEqualTo(2);
    }

    @Test
    void aValueThatNobodyWroteIsUnexplained() throws ExhaustedException {
        assertThat(firstUnexplained("register", script().did(1, "read", null, 7)))
                .isZero();
    }

    @Test
    void aValueWrittenAgainIsExplained() throws ExhaustedException {
        Script again = script().did(1, "write", 1, 1)
                .did(1, "write", 2, 2)
                .invoke(3, "write", 1)
                .did(2, "read", null, 1);

        assertThat(firstUnexplained("register", again)).isEqualTo(Timeline.NONE);
    }

    @Test
    void anOverwritingOperationThatOverlapsTheReadProvesNothing() throws ExhaustedException {
        Script overlapping = script().did(1, "write", 1, 1)
                .invoke(2, "read", null)
                .did(1, "write", 2, 2)
                .ok(2, 1);

        assertThat(firstUnexplained("register", overlapping)).isEqualTo(Timeline.NONE);
    }

    @Test
    void aLockTakenTwiceIsUnexplained() throws ExhaustedException {
        Script twice = script().did(1, "acquire", null, null).did(2, "acquire", null, null);

        assertThat(firstUnexplained("mutex", twice)).isEqualTo(1);
    }

    @Test
    void whatMayHaveGrownIntoAnythingIsNotJudged() throws ExhaustedException {
        Script sums = script().did(1, "add", 1, 1).did(1, "add", -1, -1).did(2, "read", null, 5);

        assertThat(firstUnexplained("counter", sums)).isEqualTo(Timeline.NONE);
    }

    private static int firstUnexplained(String name, Script script) throws ExhaustedException {
        Model<?> model = Models.named(name);
        Part part = Parts.of(model, script.history()).get(0);
        try (Account account = new Account(new Resources(Budget.DEFAULT))) {
            return new Setting<>(part, model, account).unexplainedReturn();
        }
    }
}
