package io.partita.control.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

class WrongArgumentsTests {

    private static List<String> said(String... arguments) {
        CommandLine program = new CommandLine(new Main()).setCaseInsensitiveEnumValuesAllowed(true);
        return WrongArguments.lines(catchThrowableOfType(ParameterException.class, () -> program.parseArgs(arguments)));
    }

    @Test
    void anOptionThatThereIsNotIsNamedAlone() {
        assertThat(said("check", "--modl", "register", "a.jsonl"))
                .containsExactly(
                        "control: unknown option: --modl",
                        "    Did you mean --model?",
                        "    See: control check --help");
    }

    @Test
    void anArgumentTooManyIsNamed() {
        assertThat(said("check", "a.jsonl", "b.jsonl"))
                .containsExactly("control: unexpected argument: b.jsonl", "    See: control check --help");
    }

    @Test
    void aChoiceIsToldAsItIsTyped() {
        assertThat(said("list", "workload"))
                .containsExactly(
                        "control: Invalid value for positional parameter at index 0 (KIND): expected one of workloads,"
                                + " nemeses, systems, models, checkers, not \"workload\"",
                        "    Did you mean workloads?",
                        "    See: control list --help");
    }

    @Test
    void aNumberIsNoKindOfJava() {
        assertThat(said("test", "--seed", "x"))
                .contains("control: Invalid value for option '--seed': 'x' is not a whole number");
        assertThat(said("test", "--rate", "x"))
                .contains("control: Invalid value for option '--rate': 'x' is not a number");
    }

    @Test
    void aGroupThatIsMissingIsNoError() {
        assertThat(said("heal")).first().asString().startsWith("control: Missing required argument");
    }
}
