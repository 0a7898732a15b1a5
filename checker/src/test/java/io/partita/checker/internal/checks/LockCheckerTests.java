package io.partita.checker.internal.checks;

import static io.partita.checker.Script.script;
import static io.partita.checker.internal.checks.Judging.isInvalid;
import static io.partita.checker.internal.checks.Judging.isUnknown;
import static io.partita.checker.internal.checks.Judging.isValid;
import static org.assertj.core.api.Assertions.assertThat;

import io.partita.checker.CheckResult;
import io.partita.checker.Checkers;
import io.partita.checker.Script;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LockCheckerTests {

    private static Script acquired(Object token) {
        return script().at(100).did(0, "acquire", null, token);
    }

    @Test
    void holdsOneAfterAnotherAreValid() {
        isValid(
                check(acquired(null).did(0, "release", null, null).did(1, "acquire", null, null)),
                "2 holds, no two at a time");
    }

    @Test
    void twoHoldersAtOnceAreNamedWithHowLong() {
        isInvalid(
                check(acquired(null)
                        .at(150)
                        .did(1, "acquire", null, null)
                        .at(400)
                        .did(1, "release", null, null)
                        .did(0, "release", null, null)),
                "processes 0 and 1 held the lock together for 0.250 s: acquired by process 0 at 0.100 s and by process"
                        + " 1 at 0.150 s, until process 1 at 0.400 s released it",
                3,
                0L,
                1L,
                2L,
                3L,
                4L);
    }

    @Test
    void aReleaseUnderWayHoldsNothingForCertain() {
        isValid(
                check(acquired(null)
                        .invoke(0, "release", null)
                        .did(1, "acquire", null, null)
                        .ok(0, null)),
                "2 holds, no two at a time");
        isValid(
                check(acquired(null).invoke(0, "release", null).fail(0).did(1, "acquire", null, null)),
                "2 holds, no two at a time");
    }

    @Test
    void aProcessThatIsGoneHoldsNothingForCertain() {
        isValid(
                check(acquired(null).invoke(0, "write", 1).info(0).did(1, "acquire", null, null)),
                "2 holds, no two at a time");
    }

    @Test
    void anAcquireOfUnknownOutcomeHoldsNothingForCertain() {
        isValid(
                check(script().invoke(5, "acquire", null)
                        .info(5)
                        .did(0, "acquire", null, null)
                        .did(0, "release", null, null)
                        .did(1, "acquire", null, null)),
                "2 holds, no two at a time");
    }

    @Test
    void onlyHoldersRelease() {
        isInvalid(
                check(acquired(null).did(1, "release", null, null)),
                "process 1 at 0.100 s released the lock without holding it",
                3,
                2L,
                3L);
    }

    @Test
    void whoHoldsDoesNotAcquireAgainUnlessTheLockIsReentrant() {
        Script again = acquired(null).did(0, "acquire", null, null);

        isInvalid(check(again), "process 0 at 0.100 s acquired the lock that it had held since 0.100 s", 3, 1L, 2L, 3L);
        Script nested = again.did(0, "release", null, null);
        assertThat(Judging.check(Checkers.reentrantLock(), nested.did(1, "acquire", null, null))
                        .reason())
                .startsWith("processes 0 and 1 held the lock together");
        isValid(
                Judging.check(
                        Checkers.reentrantLock(),
                        acquired(null)
                                .did(0, "acquire", null, null)
                                .did(0, "release", null, null)
                                .did(0, "release", null, null)
                                .did(1, "acquire", null, null)),
                "3 holds, no two at a time");
    }

    @Test
    void tokensGrow() {
        Script grown = acquired(5).did(0, "release", null, null).did(1, "acquire", null, Map.of("token", 6));
        isValid(check(grown), "2 holds, no two at a time, with growing fencing tokens");

        isInvalid(
                check(acquired(5).did(0, "release", null, null).did(1, "acquire", null, 4)),
                "tokens went back: 5 was given to process 0 at 0.100 s, and later 4 to process 1 at 0.100 s",
                5,
                1L,
                4L,
                5L);
        isInvalid(
                check(acquired(5).did(0, "release", null, null).did(1, "acquire", null, 5)),
                "token 5 was given twice: to process 0 at 0.100 s and to process 1 at 0.100 s",
                5,
                1L,
                4L,
                5L);
    }

    @Test
    void tokensOfAcquiresAtTheSameTimeMayComeInAnyOrder() {
        isValid(
                check(script().invoke(1, "acquire", null)
                        .did(0, "acquire", null, 9)
                        .did(0, "release", null, null)
                        .ok(1, 8)),
                "2 holds, no two at a time, with growing fencing tokens");
    }

    @Test
    void ofALockThatMayExpireTokensAloneDecide() {
        Script expired = acquired(1).did(1, "acquire", null, 2);

        isValid(Judging.check(Checkers.leasedLock(), expired), "all 2 fencing tokens grew; 1 overlap of holders");
        isUnknown(
                Judging.check(Checkers.leasedLock(), acquired(null)),
                "a lock that may expire is judged by its fencing tokens");
    }

    @Test
    void withoutContentionNothingIsKnown() {
        isUnknown(check(script().invoke(0, "acquire", null).fail(0)), "nobody ever acquired the lock");
        isUnknown(check(acquired(null)), "the lock was acquired only once");
    }

    private static CheckResult check(Script script) {
        return Judging.check(Checkers.lock(), script);
    }
}
