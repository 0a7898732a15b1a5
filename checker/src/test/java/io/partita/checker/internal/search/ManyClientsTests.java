package io.partita.checker.internal.search;

import static org.assertj.core.api.Assertions.assertThat;

import io.partita.checker.Budget;
import io.partita.checker.Models;
import io.partita.checker.Script;
import io.partita.checker.internal.parts.Account;
import io.partita.checker.internal.parts.Part;
import io.partita.checker.internal.parts.Parts;
import io.partita.checker.internal.parts.Resources;
import io.partita.checker.model.Model;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What other searches give up: many operations open at once, repeated values, crashes. */
class ManyClientsTests {

    private static final Model<?> MODEL = Models.named("cas-register");
    private static final Budget BUDGET = new Budget(Duration.ofMinutes(2), 64 << 20);

    @ParameterizedTest
    @CsvSource({"30, 5, 0", "30, 5, 0.05", "100, 5, 0", "100, 5, 0.05", "30, 40, 0.01", "100, 1000000, 0.01"})
    void hardlyMoreConfigurationsThanReturnsAreNeeded(int clients, long values, double crashes) throws Exception {
        Part part = part(new BusyRegister(1, clients, values, crashes).history(3_000));
        try (Account account = new Account(new Resources(BUDGET))) {
            Search<?> search = new Search<>(part, MODEL, account);

            assertThat(search.linearizable()).isTrue();
            assertThat(search.returnsExplained()).isEqualTo(search.returns());
            assertThat(search.configurations()).isLessThan(20L * search.returns());
        }
    }

    @Test
    void theFirstReturnWithoutExplanationIsFoundAmongHundredClients() throws Exception {
        Script script = new BusyRegister(2, 100, 5, 0.02).history(2_000);
        int end = script.history().size();
        script.invoke(99_999, "read", null).ok(99_999, 77);
        for (int client = 0; client < 20; client++) {
            script.did(100_000 + client, "write", client % 5, client % 5);
        }
        Part part = part(script);
        try (Account account = new Account(new Resources(BUDGET))) {
            Search<?> search = new Search<>(part, MODEL, account);

            assertThat(search.linearizable()).isFalse();
            assertThat(part.returns()[search.stuckOperation()]).isEqualTo(end + 1);
            assertThat(search.lastStates(3)).isNotEmpty();
        }
    }

    private static Part part(Script script) {
        return Parts.of(MODEL, script.history()).get(0);
    }
}
