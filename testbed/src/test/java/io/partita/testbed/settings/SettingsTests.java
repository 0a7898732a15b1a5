package io.partita.testbed.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsTests {

    @ParameterizedTest
    @EnumSource
    void everyKnobHasAValidDefaultInEveryProfile(Profile profile) {
        Settings settings = Settings.parse(Map.of("profile", profile.toString()));
        assertThat(settings.profile()).isEqualTo(profile);
        assertThat(Knob.values())
                .allSatisfy(knob -> assertThat(settings.text(knob)).isNotBlank());
    }

    @Test
    void everyBugIsDescribedAndNoOther() throws IOException {
        try (InputStream in = Settings.class.getResourceAsStream("bugs.tsv")) {
            List<String> described = new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(line -> line.substring(0, line.indexOf('\t')))
                    .toList();
            assertThat(described)
                    .isEqualTo(Arrays.stream(Bug.values()).map(Bug::name).toList());
        }
    }

    @Test
    void theTimeScaleDividesEveryDurationAndNothingElse() {
        Settings settings = Settings.parse(Map.of("time.scale", "10", "removal.rate", "2/20m"));
        assertThat(settings.duration(Knob.PING_TIMEOUT)).isEqualTo(Duration.ofMillis(1500));
        assertThat(settings.count(Knob.PING_MAX)).isEqualTo(5);
        assertThat(settings.number(Knob.MARATHON_BACKOFF_FACTOR)).isEqualTo(1.15);
        assertThat(settings.percent(Knob.REMOVAL_LIMIT)).isEqualTo(1);
        assertThat(settings.rate(Knob.REMOVAL_RATE)).contains(new Rate(2, Duration.ofMinutes(2)));
        assertThat(settings.optionalDuration(Knob.OFFER_TIMEOUT)).isEmpty();
        assertThat(settings.scaledSeconds(5)).isEqualTo(Duration.ofMillis(500));
    }

    @Test
    void aDurationThatIsNotZeroNeverBecomesZero() {
        Settings settings = Settings.parse(Map.of("time.scale", "1000"));
        assertThat(settings.duration(Knob.REGISTRY_RETRY)).isEqualTo(Duration.ofMillis(1));
        assertThat(settings.scaled(Duration.ZERO)).isZero();
    }

    @Test
    void profilesDiffer() {
        assertThat(Settings.parse(Map.of("profile", "classic")).duration(Knob.REGISTRY_STORE_TIMEOUT))
                .isEqualTo(Duration.ofSeconds(5));
        assertThat(Settings.parse(Map.of()).duration(Knob.REGISTRY_STORE_TIMEOUT))
                .isEqualTo(Duration.ofSeconds(20));
    }

    @ParameterizedTest
    @ValueSource(strings = {"B07,B43", "B07+B43", " B43 , B07,"})
    void bugsAreJoinedByCommasOrPlusSigns(String text) {
        assertThat(Settings.parse(Map.of("bugs", text)).bugs()).containsExactlyInAnyOrder(Bug.B07, Bug.B43);
    }

    @Test
    void whatIsWrongIsToldAllAtOnce() {
        Map<String, String> options = new TreeMap<>(Map.of(
                "bugs", "B99", "colour", "red", "ping.timeout", "soon", "profile", "ancient", "time.scale", "0"));
        assertThatThrownBy(() -> Settings.parse(options))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("B99")
                .hasMessageContaining("unknown setting \"colour\"")
                .hasMessageContaining("ping.timeout: not a duration: \"soon\"")
                .hasMessageContaining("\"ancient\"")
                .hasMessageContaining("time.scale must be a number from 1 to 1000");
    }

    @ParameterizedTest
    @CsvSource({
        "allocation.interval, 0s",
        "marathon.scale.interval, 0ms",
        "ping.max, 0",
        "removal.rate, 1/0s",
        "marathon.backoff.factor, -1",
        "removal.limit, many"
    })
    void valuesThatWouldSpinOrMeanNothingAreRefused(String knob, String value) {
        assertThatThrownBy(() -> Settings.parse(Map.of(knob, value)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(knob);
    }
}
