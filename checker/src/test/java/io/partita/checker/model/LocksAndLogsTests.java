package io.partita.checker.model;

import static io.partita.checker.Script.script;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.partita.checker.Linearizability;
import io.partita.checker.LinearizabilityResult;
import io.partita.checker.Models;
import io.partita.checker.Script;
import io.partita.checker.Verdict;
import io.partita.checker.history.HistoryException;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LocksAndLogsTests {

    @Test
    void onlyItsOwnerReleasesALock() throws InterruptedException {
        Script script = script().did(0, "acquire", "a", null).did(1, "release", "b", null);

        assertThat(judge("owned-mutex", script).reason())
                .endsWith("although in every order found the lock was then held by \"a\"");
    }

    @Test
    void aReentrantLockIsReleasedAsOftenAsItWasAcquired() throws InterruptedException {
        Script twice = script().did(0, "acquire", "a", null)
                .did(0, "acquire", "a", null)
                .did(0, "release", "a", null);
        assertThat(judge("owned-mutex", twice).verdict()).isEqualTo(Verdict.INVALID);
        assertThat(judge("reentrant-mutex", twice).verdict()).isEqualTo(Verdict.VALID);

        twice.did(1, "acquire", "b", null);
        assertThat(judge("reentrant-mutex", twice).reason())
                .endsWith("although in every order found the lock was then held by \"a\", 1 hold");
    }

    @Test
    void tokensGrowWithEveryAcquisition() throws InterruptedException {
        Script script =
                script().did(0, "acquire", "a", 33).did(0, "release", "a", null).did(1, "acquire", "b", 33);

        assertThat(judge("fenced-mutex", script).reason())
                .endsWith("although in every order found the lock was then free after token 33");
    }

    @Test
    void anAcquisitionOfUnknownOutcomeUsesUpAToken() throws InterruptedException {
        // Both releases need an acquisition before them; between tokens 4 and 5 there is room for none.
        Script full = script().did(0, "acquire", null, 4)
                .invoke(1, "acquire", null)
                .info(1)
                .did(0, "release", null, null)
                .did(2, "release", null, null);
        assertThat(judge("fenced-mutex", full).verdict()).isEqualTo(Verdict.VALID);

        full.did(0, "acquire", null, 5);
        assertThat(judge("fenced-mutex", full).verdict()).isEqualTo(Verdict.INVALID);
    }

    @Test
    void ownersAndTokensAreReadFromMapsToo() throws InterruptedException {
        Script script = script().did(0, "acquire", Map.of("client", "a"), Map.of("client", "a", "fence", 2))
                .did(0, "release", Map.of("client", "a"), Map.of("client", "a"))
                .did(1, "acquire", Map.of("client", "b"), Map.of("client", "b", "fence", 1));

        assertThat(judge("fenced-mutex", script).verdict()).isEqualTo(Verdict.INVALID);
    }

    @Test
    void aLockWithOwnersNeedsTheirNames() {
        assertThatThrownBy(() -> judge("reentrant-mutex", script().did(0, "acquire", null, null)))
                .isInstanceOf(HistoryException.class)
                .hasMessageContaining("needs the owner's name as its value (use mutex for a lock without owners)");
    }

    @Test
    void aSemaphoreHasAsManyPermitsAsAtTheStart() throws InterruptedException {
        Model<?> three = Models.named("semaphore", new Models.Settings(Optional.of(3L), NullRead.ABSENT));
        Script script = script().did(0, "acquire", 2, null).did(1, "acquire", null, null);
        assertThat(Linearizability.check(three, script.history()).verdict()).isEqualTo(Verdict.VALID);

        script.did(2, "acquire", 2, null);
        assertThat(Linearizability.check(three, script.history()).reason())
                .endsWith("although in every order found the semaphore was then at 0 of 3 permits free");
        assertThat(judge("semaphore", script().did(0, "release", null, null)).verdict())
                .isEqualTo(Verdict.INVALID);
    }

    @Test
    void aLogAnswersWhereItPutAValueAndWhatIsThere() throws InterruptedException {
        Script script =
                script().did(0, "append", "x", 0).did(1, "append", "y", 1).did(0, "read", 1, "y");
        assertThat(judge("log", script).verdict()).isEqualTo(Verdict.VALID);

        script.did(0, "read", 1, null);
        assertThat(judge("log", script).verdict()).isEqualTo(Verdict.INVALID);
    }

    private static LinearizabilityResult judge(String model, Script script) throws InterruptedException {
        return Linearizability.check(Models.named(model), script.history());
    }
}
