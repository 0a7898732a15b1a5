package io.partita.provisioning.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(20)
class LocalCommandTests {

    @ParameterizedTest
    @ValueSource(
            strings = {" white space ", "", "'", "\"", "a'b\"c", "$HOME `id` \\", "two\nlines\n", "*", "-n", "é 漢"})
    void anArgumentArrivesAsItIs(String argument) {
        assertThat(LocalCommand.of("printf", "%s", argument).require().stdout()).isEqualTo(argument);
    }

    @Test
    void inputArrivesAsItIs() {
        assertThat(LocalCommand.of("cat").withInput(" a\n\n").require().stdout())
                .isEqualTo(" a\n\n");
    }

    @Test
    void theProgramSeesNothingOfHowItsArgumentsTravelled() {
        assertThat(LocalCommand.of("env").require().stdout()).doesNotContain("PARTITA_ARGV", "argv=");
    }

    @Test
    void aFailureNamesTheCommandItsStatusAndItsErrors() {
        assertThatThrownBy(() -> LocalCommand.of("sh", "-c", "echo no such luck >&2; exit 7")
                        .require())
                .isInstanceOf(ClusterException.class)
                .hasMessageContaining("sh -c")
                .hasMessageContaining("status 7")
                .hasMessageContaining("no such luck");
    }

    @Test
    void aProgramThatDoesNotExistIsAFailure() {
        assertThat(LocalCommand.of("/nonexistent/program").run().exitStatus()).isEqualTo(127);
    }

    @Test
    void theDeadlineEndsGrandchildrenThatHoldTheOutputToo() {
        long started = System.nanoTime();

        assertThatThrownBy(() -> LocalCommand.of("sh", "-c", "sleep 60 & sleep 60")
                        .within(Duration.ofMillis(300))
                        .run())
                .isInstanceOf(ClusterException.class)
                .hasMessageContaining("300 ms");

        assertThat(Duration.ofNanos(System.nanoTime() - started)).isLessThan(Duration.ofSeconds(10));
    }

    @Test
    void aProgramEndedByItsOwnSignalIsNotMistakenForALateOne() {
        assertThat(LocalCommand.of("sh", "-c", "kill -KILL $$").run().succeeded())
                .isFalse();
    }
}
