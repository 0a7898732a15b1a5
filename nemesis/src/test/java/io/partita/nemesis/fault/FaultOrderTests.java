package io.partita.nemesis.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FaultOrderTests {

    private static final List<Parameter> KNOWN = List.of(
            new Parameter("delay", "100ms", ""), new Parameter("share", "20%", ""), new Parameter("size", "1m", ""));

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "kill | kill",
                "kill role(marathon) | kill(role(marathon))",
                "kill(n1,n2) | kill(n1,n2)",
                "kill n1,n2 | kill(n1,n2)",
                "kill all - leader(marathon) | kill(all - leader(marathon))",
                "kill (n1 + n2) - n1 | kill((n1 + n2) - n1)",
                "slow n1,n2 delay=100ms | slow(n1,n2, delay=100ms)",
                "slow(n1,n2, delay=100ms) | slow(n1,n2, delay=100ms)",
                "slow delay=1s jitter=2ms | slow(delay=1s, jitter=2ms)",
                "slow(delay=1s) | slow(delay=1s)",
            })
    void hasOneSpellingThatSaysTheSame(String text, String canonical) {
        FaultOrder order = FaultOrder.parse(text);
        assertThat(order).hasToString(canonical).isEqualTo(FaultOrder.parse(canonical));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Kill", "kill delay = 3", "kill(n1", "slow delay=1s delay=2s", "kill n1 n2", "kill ="})
    void refusesWhatSaysNothingClear(String text) {
        assertThatThrownBy(() -> FaultOrder.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void parametersAreReadWithTheirUnits() {
        Arguments arguments = Arguments.of(FaultOrder.parse("slow delay=2.5s share=7%"), KNOWN);
        assertThat(arguments.duration("delay", Duration.ZERO, Duration.ofMinutes(1)))
                .isEqualTo(Duration.ofMillis(2500));
        assertThat(arguments.share("share", 0, 1)).isEqualTo(0.07);
        assertThat(arguments.bytes("size", 0, 1L << 40)).isEqualTo(1 << 20);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "slow delya=1s | did you mean delay?",
                "slow delay=1h | delay=1h is not a duration from 1ms to 1000ms",
                "slow delay=2s | delay=2s is not a duration from 1ms to 1000ms",
                "slow delay=fast | delay=fast is not a duration",
            })
    void aParameterThatWillNotDoIsRefusedWithWhatWould(String text, String words) {
        assertThatThrownBy(() -> Arguments.of(FaultOrder.parse(text), KNOWN)
                        .duration("delay", Duration.ofMillis(1), Duration.ofSeconds(1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(words);
    }
}
