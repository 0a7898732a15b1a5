package io.partita.provisioning.remote;

import static org.assertj.core.api.Assertions.assertThat;

import io.partita.provisioning.system.LocalRemote;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class CommandSequenceTests {

    private static CommandResult run(Command... commands) {
        return new LocalRemote("n1").run(Command.sequence(List.of(commands)));
    }

    @Test
    void each_command_has_its_own_words_and_input() {
        Command cat = Command.of("sh", "-c", "printf '%s|' \"$@\"; cat", "sh", "a b", "it's")
                .withStdin("one $HOME `x`\n".getBytes(StandardCharsets.UTF_8));
        assertThat(run(cat, Command.script("echo \"$1\"; cat", "two")).stdout())
                .isEqualTo("a b|it's|one $HOME `x`\ntwo\n");
    }

    @Test
    void all_are_run_and_the_first_failure_is_the_status() {
        CommandResult result = run(Command.script("exit 9"), Command.script("exit 3"), Command.of("echo", "last"));
        assertThat(result.exitStatus()).isEqualTo(9);
        assertThat(result.stdout()).isEqualTo("last\n");
    }

    @Test
    void it_may_take_as_long_as_all_and_is_idempotent_if_all_are() {
        Command one = Command.of("true").within(Duration.ofSeconds(2)).asIdempotent();
        Command other = Command.of("true").within(Duration.ofSeconds(3));
        assertThat(Command.sequence(List.of(one, one)).idempotent()).isTrue();
        assertThat(Command.sequence(List.of(one, other)).idempotent()).isFalse();
        assertThat(Command.sequence(List.of(one, other)).deadline()).isEqualTo(Duration.ofSeconds(5));
    }
}
