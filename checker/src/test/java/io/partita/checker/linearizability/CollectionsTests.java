package io.partita.checker.linearizability;

import static io.partita.checker.Script.script;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.partita.checker.Linearizability;
import io.partita.checker.LinearizabilityResult;
import io.partita.checker.Models;
import io.partita.checker.Script;
import io.partita.checker.Verdict;
import java.util.List;
import org.junit.jupiter.api.Test;

class CollectionsTests {

    private static Script twoPut(String put) {
        return script().did(0, put, 1, 1).did(0, put, 2, 2);
    }

    @Test
    void aQueueGivesTheOldestFirst() throws InterruptedException {
        assertThat(verdict("queue", twoPut("enqueue").did(0, "dequeue", null, 1)))
                .isEqualTo(Verdict.VALID);
        assertThat(verdict("queue", twoPut("enqueue").did(0, "dequeue", null, 2)))
                .isEqualTo(Verdict.INVALID);
    }

    @Test
    void aCrashedDequeueMayHaveTakenTheValueThatNobodyGot() throws InterruptedException {
        Script crashed = twoPut("enqueue").invoke(1, "dequeue", null).info(1).did(0, "dequeue", null, 2);

        assertThat(verdict("queue", crashed)).isEqualTo(Verdict.VALID);
        assertThat(verdict(
                        "queue",
                        crashed.did(0, "enqueue", 3, 3).did(0, "enqueue", 4, 4).did(0, "dequeue", null, 4)))
                .isEqualTo(Verdict.INVALID);
    }

    @Test
    void oneCrashedDequeueEmptiesAQueueOfOneValueNotOfTwo() throws InterruptedException {
        Script one = script().did(0, "enqueue", 1, 1).invoke(1, "dequeue", null).info(1);
        assertThat(verdict("queue", one.did(0, "dequeue", null, null))).isEqualTo(Verdict.VALID);

        Script two = twoPut("enqueue").invoke(1, "dequeue", null).info(1);
        assertThat(verdict("queue", two.did(0, "dequeue", null, null))).isEqualTo(Verdict.INVALID);
    }

    @Test
    void anUnorderedQueueGivesAnyValueOnce() throws InterruptedException {
        Script newest = twoPut("enqueue").did(0, "dequeue", null, 2);

        assertThat(verdict("unordered-queue", newest)).isEqualTo(Verdict.VALID);
        assertThat(verdict("unordered-queue", newest.did(0, "dequeue", null, 2)))
                .isEqualTo(Verdict.INVALID);
    }

    @Test
    void anUnorderedQueueOfRepeatedValuesGivesEachAsOftenAsItWasPut() throws InterruptedException {
        Script twice = script().did(0, "enqueue", 1, 1)
                .did(0, "enqueue", 1, 1)
                .did(0, "dequeue", null, 1)
                .did(0, "dequeue", null, 1);

        assertThat(verdict("unordered-queue", twice)).isEqualTo(Verdict.VALID);
        assertThat(verdict("unordered-queue", twice.did(0, "dequeue", null, 1))).isEqualTo(Verdict.INVALID);
    }

    @Test
    void aStackGivesTheNewestFirst() throws InterruptedException {
        assertThat(verdict("stack", twoPut("push").did(0, "pop", null, 2))).isEqualTo(Verdict.VALID);
        assertThat(reason("stack", twoPut("push").did(0, "pop", null, 1)))
                .endsWith("popped 1 at event 5 although in every order found the stack was then [1, 2] with the newest"
                        + " last");
    }

    @Test
    void aPriorityQueueGivesTheLeastFirst() throws InterruptedException {
        assertThat(verdict("priority-queue", twoPut("insert").did(0, "delete-min", null, 1)))
                .isEqualTo(Verdict.VALID);
        assertThat(reason("priority-queue", twoPut("insert").did(0, "delete-min", null, 2)))
                .endsWith("deleted 2 as the least value at event 5 although in every order found the queue was then"
                        + " [1, 2]");
    }

    @Test
    void aReadOfAGrowOnlySetShowsEveryElementOnce() throws InterruptedException {
        assertThat(verdict("gset", twoPut("add").did(0, "read", null, List.of(2, 1))))
                .isEqualTo(Verdict.VALID);
        assertThat(verdict("gset", twoPut("add").did(0, "read", null, List.of(1, 2, 2))))
                .isEqualTo(Verdict.INVALID);
    }

    @Test
    void twoReadsOfAGrowOnlySetCantEachLackWhatTheOtherSaw() throws InterruptedException {
        Script adds = script().invoke(0, "add", 1).invoke(1, "add", 2);

        assertThat(verdict("gset", adds.did(2, "read", null, List.of(1)).did(3, "read", null, List.of(2))))
                .isEqualTo(Verdict.INVALID);
    }

    @Test
    void whatIsPutMustBeAValueThatCanBeToldFromNothing() {
        assertThatThrownBy(() -> verdict("stack", script().did(0, "push", null, null)))
                .hasMessageContaining("push needs a value: null would look like an empty stack");
        assertThatThrownBy(() -> verdict("priority-queue", script().did(0, "insert", "a", "a")))
                .hasMessageContaining("insert needs a whole number, not \"a\"");
    }

    @Test
    void longHistoriesWithCrashedOperationsNeedNoSearch() throws InterruptedException {
        for (String name : List.of("queue", "unordered-queue", "priority-queue", "stack")) {
            String put = Models.named(name).functions().get(0);
            String take = Models.named(name).functions().get(1);
            Script script = script();
            for (int i = 0; i < 20_000; i += 4) {
                script.did(0, put, i, i)
                        .invoke(i + 1, take, null)
                        .info(i + 1)
                        .did(0, put, i + 1, i + 1)
                        .did(0, take, null, i + 1)
                        .did(0, take, null, null);
            }

            LinearizabilityResult result = Linearizability.check(Models.named(name), script.history());

            assertThat(result.verdict()).as(name).isEqualTo(Verdict.VALID);
            assertThat(result.parts().get(0).configurations()).as(name).isZero();
        }
    }

    private static Verdict verdict(String model, Script script) throws InterruptedException {
        return Linearizability.check(Models.named(model), script.history()).verdict();
    }

    private static String reason(String model, Script script) throws InterruptedException {
        return Linearizability.check(Models.named(model), script.history()).reason();
    }
}
