package io.partita.checker.internal.checks;

import static io.partita.checker.Script.script;
import static io.partita.checker.internal.checks.Judging.isInvalid;
import static io.partita.checker.internal.checks.Judging.isUnknown;
import static io.partita.checker.internal.checks.Judging.isValid;
import static org.assertj.core.api.Assertions.assertThat;

import io.partita.checker.CheckResult;
import io.partita.checker.Checkers;
import io.partita.checker.Script;
import java.util.List;
import org.junit.jupiter.api.Test;

class QueueCheckerTests {

    /** 1 and 2 acknowledged, 3 unknown: six events. */
    private static Script load() {
        return script().did(0, "enqueue", 1, 1)
                .did(0, "enqueue", 2, 2)
                .invoke(9, "enqueue", 3)
                .info(9);
    }

    @Test
    void whatWentInComesOutInAnyOrder() {
        isValid(
                check(load().did(1, "dequeue", null, 2).did(1, "drain", null, List.of(1))),
                "all 2 acknowledged elements came out, each once");
        CheckResult recovered = check(load().did(1, "drain", null, List.of(3, 1, 2)));
        isValid(recovered, "all 2 acknowledged elements came out, each once");
        assertThat(recovered.details()).containsEntry("recovered", "3");
    }

    @Test
    void anElementMissingFromAnEmptyQueueIsLost() {
        CheckResult result = check(load().did(1, "dequeue", null, 2).did(1, "dequeue", null, null));

        isInvalid(result, "1 acknowledged element is lost: 1", 9, 0L, 1L, 8L, 9L);
        assertThat(result.anomalies().get(0).headline())
                .isEqualTo("element 1 is lost: its enqueue was acknowledged to process 0 at event 1, it never came out,"
                        + " and the queue was found empty by process 1 at event 9");
    }

    @Test
    void anElementMayStillBeInsideWhileNothingShowsTheQueueEmpty() {
        isUnknown(
                check(load().did(1, "dequeue", null, 2)),
                "1 acknowledged element never came out, but nothing shows that the queue was empty");
        isUnknown(
                check(load().did(1, "drain", null, List.of(1, 2)).did(0, "enqueue", 4, 4)),
                "1 acknowledged element never came out, but nothing shows that the queue was empty");
    }

    @Test
    void dequeuesOfUnknownOutcomeMayHaveTakenWhatIsMissing() {
        Script crashed = load().invoke(8, "dequeue", null).info(8);

        isUnknown(
                check(crashed.did(1, "drain", null, List.of(2))),
                "1 acknowledged element never came out, but may have been taken");
        isInvalid(
                check(load().invoke(8, "dequeue", null).info(8).did(1, "drain", null, List.of())),
                "at least 1 acknowledged element is lost of 1..2, if 1 dequeue of unknown outcome took the others",
                9,
                0L,
                1L,
                8L,
                9L);
    }

    @Test
    void aDrainOfUnknownOutcomeMayHaveTakenAll() {
        isUnknown(
                check(load().invoke(8, "drain", null).info(8).did(1, "drain", null, List.of())),
                "2 acknowledged elements never came out, but may have been taken");
    }

    @Test
    void anElementThatComesOutTwiceIsADuplicateUnlessAllowed() {
        Script twice = load().did(1, "drain", null, List.of(1, 2)).did(2, "dequeue", null, 1);

        isInvalid(
                check(twice),
                "element 1 was taken once more by process 2 at event 9, after it had been enqueued 1 time and taken as"
                        + " often",
                9,
                1L,
                8L,
                9L);
        isValid(
                Judging.check(Checkers.queue(true), twice),
                "all 2 acknowledged elements came out, 1 more often than they went in");
    }

    @Test
    void whatNobodyHadBegunToEnqueueIsUnexpected() {
        String reason = "element 7 was taken by process 1 at event 7, but nobody had begun to enqueue it";

        isInvalid(check(load().did(1, "dequeue", null, 7)), reason, 7, 6L, 7L);
        isInvalid(check(load().did(1, "dequeue", null, 7).did(0, "enqueue", 7, 7)), reason, 7, 6L, 7L);
        isInvalid(
                check(load().did(1, "drain", null, List.of(7))
                        .invoke(0, "enqueue", 7)
                        .fail(0)),
                "2 acknowledged elements are lost: 1..2 (and 1 more finding)",
                7,
                6L,
                7L);
    }

    @Test
    void equalElementsAreCounted() {
        Script twice = script().did(0, "enqueue", 1, 1).did(0, "enqueue", 1, 1);

        isValid(check(twice.did(1, "drain", null, List.of(1, 1))), "all 2 acknowledged elements came out, each once");
        isInvalid(
                check(script().did(0, "enqueue", 1, 1).did(0, "enqueue", 1, 1).did(1, "drain", null, List.of(1))),
                "1 acknowledged element is lost: 1",
                5,
                0L,
                1L,
                4L,
                5L);
    }

    @Test
    void withoutEnqueuesNothingIsKnown() {
        isUnknown(check(script().did(0, "dequeue", null, null)), "no enqueue was acknowledged");
    }

    private static CheckResult check(Script script) {
        return Judging.check(Checkers.queue(false), script);
    }
}
