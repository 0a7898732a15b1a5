package io.partita.nemesis.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.partita.nemesis.fault.Inverse;
import io.partita.nemesis.proof.Proof;
import io.partita.provisioning.remote.Command;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LedgersTests {

    private static final Proof PROOF = Proof.of("", Map.of("reachable", Map.of("n1", List.of("n2"))));

    @TempDir
    Path results;

    private Path file;

    @BeforeEach
    void name() {
        file = results.resolve("zk-register/kill/20260101T000000.000Z").resolve(Ledgers.FILE_NAME);
    }

    @Test
    void anIntentIsReadBackAsItWasWritten() {
        Command undo = Command.script("echo 'ä' \"$1\"\n", "it's", "two words")
                .within(Duration.ofSeconds(7))
                .asIdempotent();
        var injection = injection("f1", undo);
        try (Ledger ledger = Ledger.open(file)) {
            ledger.intent(injection, 12);
        }
        Injection read = Ledgers.open(file).get(0);
        assertThat(read).usingRecursiveComparison().isEqualTo(injection);
        assertThat(read.inverses().get(0).undo().idempotent()).isTrue();
    }

    @Test
    void onlyAHealedInjectionIsClosed() {
        try (Ledger ledger = Ledger.open(file)) {
            for (String id : List.of("f1", "f2", "f3", "f4")) {
                ledger.intent(injection(id), 0);
            }
            ledger.active("f2", 1, PROOF);
            ledger.active("f3", 1, PROOF);
            ledger.healing("f3", 2);
            ledger.broken("f3", 3, "n1 is away");
            ledger.healing("f4", 2);
            ledger.healed("f4", 3, PROOF);
        }
        assertThat(Ledgers.open(file)).extracting(Injection::id).containsExactly("f1", "f2", "f3");
    }

    @Test
    void aLedgerTornAtAnyByteKeepsAllLinesBeforeIt() throws IOException {
        try (Ledger ledger = Ledger.open(file)) {
            ledger.intent(injection("f1"), 0);
            ledger.intent(injection("f2"), 0);
        }
        byte[] whole = Files.readAllBytes(file);
        int firstLine = new String(whole, StandardCharsets.UTF_8).indexOf('\n');
        for (int length = firstLine; length < whole.length - 1; length++) {
            Files.write(file, Arrays.copyOf(whole, length));
            assertThat(Ledgers.open(file))
                    .as("cut at %d", length)
                    .extracting(Injection::id)
                    .containsExactly("f1");
        }
    }

    @Test
    void aTornLineDoesNotSwallowTheNextOne() throws IOException {
        try (Ledger ledger = Ledger.open(file)) {
            ledger.intent(injection("f1"), 0);
            ledger.intent(injection("f2"), 0);
        }
        byte[] whole = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(whole, whole.length - 20));
        try (Ledger ledger = Ledger.open(file)) {
            ledger.healed("f1", 9, PROOF);
        }
        assertThat(Ledgers.open(file)).isEmpty();
        assertThat(Ledgers.torn(file)).as("the number of its line").containsExactly(2);
    }

    @Test
    void unhealedLedgersAreFoundUnderTheResults() {
        Path clean = results.resolve("zk-register/none/a").resolve(Ledgers.FILE_NAME);
        try (Ledger one = Ledger.open(file);
                Ledger other = Ledger.open(clean)) {
            one.intent(injection("f1"), 0);
            other.intent(injection("f1"), 0);
            other.healed("f1", 1, PROOF);
        }
        assertThat(Ledgers.unhealed(results)).containsExactly(file);
        assertThat(Ledgers.unhealed(results.resolve("not-there"))).isEmpty();
    }

    @Test
    void injectionsThatOwnTheSameObjectOfANodeClash() {
        assertThat(injection("f1").clashesWith(injection("f2"))).isTrue();
        Command command = Command.of("true").asIdempotent();
        var elsewhere =
                new Injection("f3", "kill", "", "t", List.of(new Inverse("n9", command, command, List.of("process"))));
        var another =
                new Injection("f4", "kill", "", "t", List.of(new Inverse("n1", command, command, List.of("firewall"))));
        assertThat(injection("f1").clashesWith(elsewhere)).isFalse();
        assertThat(injection("f1").clashesWith(another)).isFalse();
    }

    private static Injection injection(String id) {
        return injection(id, Command.of("true").asIdempotent());
    }

    private static Injection injection(String id, Command undo) {
        return new Injection(
                id,
                "kill",
                "kill it",
                "run-" + id,
                List.of(new Inverse("n1", undo, Command.of("check").asIdempotent(), List.of("process"))));
    }
}
