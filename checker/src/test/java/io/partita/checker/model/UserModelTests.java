package io.partita.checker.model;

import static io.partita.checker.Script.script;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.partita.checker.Linearizability;
import io.partita.checker.Models;
import io.partita.checker.Verdict;
import java.util.List;
import org.junit.jupiter.api.Test;

class UserModelTests {

    /** What docs/checking.md shows: a semaphore with two permits, in twenty lines. */
    record Semaphore() implements Model<Integer> {

        @Override
        public String name() {
            return "semaphore";
        }

        @Override
        public List<String> functions() {
            return List.of("acquire", "release");
        }

        @Override
        public Integer initial() {
            return 2;
        }

        @Override
        public Integer step(Integer free, Operation op) {
            int next = op.f().equals("acquire") ? free - 1 : free + 1;
            return next < 0 || next > 2 ? null : next;
        }

        @Override
        public String describe(Integer free) {
            return free + " permits free";
        }
    }

    @Test
    void aModelOfOnesOwnIsJudgedLikeAnyOther() throws InterruptedException {
        var two = script().did(0, "acquire", null, null).did(1, "acquire", null, null);
        assertThat(Linearizability.check(new Semaphore(), two.history()).verdict())
                .isEqualTo(Verdict.VALID);

        var three = two.did(2, "acquire", null, null);
        assertThat(Linearizability.check(new Semaphore(), three.history()).reason())
                .endsWith("although at that moment the value could only be 0 permits free");
    }

    @Test
    void anUnknownModelIsMetWithASuggestionAndTheList() {
        assertThatThrownBy(() -> Models.named("regsiter"))
                .hasMessageStartingWith("unknown model \"regsiter\": did you mean register? (models: register, ");
        assertThatThrownBy(() -> Models.named("zzz")).hasMessageStartingWith("unknown model \"zzz\" (models: ");
    }

    @Test
    void everyNamedModelBearsItsName() {
        assertThat(Models.names())
                .allSatisfy(name -> assertThat(Models.named(name).name()).isEqualTo(name));
    }
}
