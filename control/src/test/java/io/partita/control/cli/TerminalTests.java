package io.partita.control.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class TerminalTests {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    private Terminal terminal(boolean isTerminal) {
        return new Terminal(
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                false,
                isTerminal,
                () -> 10);
    }

    private static String digits(int columns) {
        return "0123456789".repeat(columns / 10) + "0123456789".substring(0, columns % 10);
    }

    @Test
    void aStatusIsRedrawnInPlaceWithOneColumnLeftFree() {
        Terminal terminal = terminal(true);
        terminal.status(TerminalTests::digits);
        terminal.status(TerminalTests::digits);

        assertThat(err.toString(StandardCharsets.UTF_8)).isEqualTo("\r\u001b[K\u001b[?7l012345678\u001b[?7h".repeat(2));
        assertThat(out.size()).isZero();
    }

    @Test
    void aLineTakesThePlaceOfTheStatus() {
        Terminal terminal = terminal(true);
        terminal.status(TerminalTests::digits);
        terminal.line("healed");

        assertThat(err.toString(StandardCharsets.UTF_8)).endsWith("\r\u001b[Khealed\n");
    }

    @Test
    void elsewhereAStatusIsAPlainLineNowAndThen() {
        Terminal terminal = terminal(false);
        terminal.status(columns -> "all is well");
        terminal.status(columns -> "all is well");

        assertThat(err.toString(StandardCharsets.UTF_8)).isEqualTo("all is well\n");
    }

    @Test
    void whoWantsNoStatusGetsNone() {
        Terminal terminal = terminal(true);
        terminal.withoutStatus();
        terminal.status(TerminalTests::digits);
        terminal.line("healed");

        assertThat(err.toString(StandardCharsets.UTF_8)).isEqualTo("healed\n");
    }

    @Test
    void theWidthIsTheSecondNumberUnlessTheTerminalDoesNotKnow() {
        assertThat(TerminalWidth.parse("24 132")).contains(132);
        assertThat(TerminalWidth.parse("0 0")).isEmpty();
        assertThat(TerminalWidth.parse("no terminal")).isEmpty();
    }
}
