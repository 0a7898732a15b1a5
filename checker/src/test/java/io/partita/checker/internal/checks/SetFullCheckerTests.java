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
import java.util.Map;
import org.junit.jupiter.api.Test;

class SetFullCheckerTests {

    private static Script added() {
        return script().at(100).did(0, "add", 1, 1).at(200).did(0, "add", 2, 2);
    }

    @Test
    void elementsThatEveryLaterReadShowsAreStable() {
        isValid(
                check(added().at(300).did(1, "read", null, List.of(1, 2))),
                "all 2 elements that were acknowledged or seen are stable, none was ever stale");
    }

    @Test
    void aLostElementIsNamedWithWhereItWasLastSeen() {
        CheckResult result = check(
                added().at(300).did(1, "read", null, List.of(1, 2)).at(450).did(1, "read", null, List.of(2)));

        isInvalid(result, "1 element is lost: 1", 7, 0L, 1L, 5L, 6L, 7L);
        assertThat(result.anomalies().get(0).headline())
                .isEqualTo("element 1 is lost: acknowledged to process 0 at 0.100 s, last seen by process 1 at 0.300 s,"
                        + " and missed by the read that process 1 at 0.450 s began");
        assertThat(result.details().get("lostLatencyMs"))
                .isEqualTo(Map.of("0", 200.0, "0.5", 200.0, "0.95", 200.0, "0.99", 200.0, "1", 200.0));
    }

    @Test
    void aReadThatSawItMeanwhileLeavesTheLossUnproven() {
        Script overlapping = added().at(300)
                .invoke(1, "read", null)
                .at(310)
                .invoke(2, "read", null)
                .at(320)
                .ok(1, List.of(1, 2))
                .ok(2, List.of(2));

        isValid(
                check(overlapping),
                "all 2 elements that were acknowledged or seen are stable, 1 after having been stale");
    }

    @Test
    void aStaleElementIsAViolationOnlyOfLinearizableSets() {
        Script stale = added().at(500).did(1, "read", null, List.of(2)).at(600).did(1, "read", null, List.of(1, 2));

        CheckResult tolerant = check(stale);
        isValid(tolerant, "all 2 elements that were acknowledged or seen are stable, 1 after having been stale");
        assertThat(tolerant.details())
                .containsEntry("stale", "1")
                .containsEntry(
                        "stableLatencyMs", Map.of("0", 0.0, "0.5", 400.0, "0.95", 400.0, "0.99", 400.0, "1", 400.0));
        assertThat(tolerant.details().get("worstStale"))
                .isEqualTo(List.of(Map.of(
                        "element",
                        1L,
                        "known",
                        "0.100 s",
                        "firstSeen",
                        "0.600 s",
                        "lastMissed",
                        "0.500 s",
                        "lastSeen",
                        "0.600 s",
                        "stableLatencyMs",
                        400.0)));
        isInvalid(
                Judging.check(Checkers.setFull(true), stale),
                "element 1 was stale: acknowledged to process 0 at 0.100 s, but missed by the read that process 1 at"
                        + " 0.500 s began later",
                5,
                0L,
                1L,
                4L,
                5L,
                7L);
    }

    @Test
    void anElementOfUnknownOutcomeCountsFromWhenItIsSeen() {
        Script crashed = added().invoke(5, "add", 3).info(5);

        isValid(
                check(crashed.did(1, "read", null, List.of(1, 2))),
                "all 2 elements that were acknowledged or seen are stable, none was ever stale");
        isInvalid(
                check(crashed.did(1, "read", null, List.of(1, 2, 3)).did(1, "read", null, List.of(1, 2))),
                "1 element is lost: 3",
                11,
                4L,
                9L,
                10L,
                11L);
    }

    @Test
    void duplicatesAreFoundWithHowOften() {
        CheckResult result = check(added().at(300).did(1, "read", null, List.of(2, 1, 2, 2)));

        isInvalid(result, "element 2 stood 3 times in what was read by process 1 at 0.300 s", 5, 4L, 5L);
        assertThat(result.details()).containsEntry("duplicated", "2").containsEntry("duplicatedCount", 1L);
    }

    @Test
    void whatNobodyAddedOrNotYetIsUnexpected() {
        isInvalid(
                check(added().did(1, "read", null, List.of(1, 2, 7))),
                "element 7 was read by process 1 at 0.200 s, but nobody added it",
                5,
                4L,
                5L);
        isInvalid(
                check(added().did(1, "read", null, List.of(1, 2, 3)).did(0, "add", 3, 3)),
                "element 3 was read by process 1 at 0.200 s, but nobody had begun to add it by then",
                5,
                4L,
                5L,
                6L);
    }

    @Test
    void anAcknowledgedElementThatNoLaterReadCouldShowIsNotJudged() {
        Script script = added().did(1, "read", null, List.of(1, 2)).did(0, "add", 3, 3);

        CheckResult result = check(script);
        isUnknown(result, "no read began after 1 acknowledged element");
        assertThat(result.details()).containsEntry("neverRead", "3");
        isUnknown(check(script()), "nobody ever read the set");
    }

    private static CheckResult check(Script script) {
        return Judging.check(Checkers.setFull(false), script);
    }
}
