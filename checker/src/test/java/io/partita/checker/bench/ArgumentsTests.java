package io.partita.checker.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ArgumentsTests {

    @Test
    void optionsAndOtherWordsMayBeMixed() {
        Arguments arguments = new Arguments(List.of("a", "--limit", "5s", "b"), Set.of("limit"));

        assertThat(arguments.rest()).containsExactly("a", "b");
        assertThat(arguments.duration("limit", "20s")).isEqualTo(Duration.ofSeconds(5));
    }

    @Test
    void anUnknownOptionIsRefusedWithTheKnownOnes() {
        assertThatThrownBy(() -> new Arguments(List.of("--limits", "5s"), Set.of("limit")))
                .hasMessageContaining("--limits")
                .hasMessageContaining("expected one of --limit");
    }

    @Test
    void anOptionNeedsAValue() {
        assertThatThrownBy(() -> new Arguments(List.of("--limit"), Set.of("limit")))
                .hasMessage("--limit needs a value");
    }

    @Test
    void numbersMayEndInThousandsOrMillions() {
        assertThat(Arguments.number("10k")).isEqualTo(10_000);
        assertThat(Arguments.number("1m")).isEqualTo(1_000_000);
        assertThat(Arguments.number("30")).isEqualTo(30);
    }

    @Test
    void whatIsNoNumberIsRefused() {
        assertThatThrownBy(() -> Arguments.number("many")).hasMessageContaining("many: expected a whole number");
    }
}
