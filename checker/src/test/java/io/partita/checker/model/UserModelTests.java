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

    /** What docs/checking.md shows: tickets that run out, in twenty lines. */
    record Tickets() implements Model<Long> {

        @Override
        public String name() {
            return "tickets";
        }

        @Override
        public List<String> functions() {
            return List.of("sell", "count");
        }

        @Override
        public Long initial() {
            return 2L;
        }

        @Override
        public Long step(Long left, Operation op) {
            if (op.f().equals("sell")) {
                return left > 0 ? left - 1 : null;
            }
            return op.output() == null || left.equals(op.output()) ? left : null;
        }

        @Override
        public String describe(Long left) {
            return left + " left";
        }
    }

    @Test
    void aModelOfOnesOwnIsJudgedLikeAnyOther() throws InterruptedException {
        var two = script().did(0, "sell", null, null).did(1, "sell", null, null).did(0, "count", null, 0);
        assertThat(Linearizability.check(new Tickets(), two.history()).verdict())
                .isEqualTo(Verdict.VALID);

        var three = two.did(2, "sell", null, null);
        assertThat(Linearizability.check(new Tickets(), three.history()).reason())
                .endsWith("although in every order found the value was then 0 left");
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
