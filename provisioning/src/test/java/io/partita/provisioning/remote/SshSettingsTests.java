package io.partita.provisioning.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SshSettingsTests {

    @Test
    void settingsThatTheServerOrSshjWouldNotBearAreRefused() {
        Duration second = Duration.ofSeconds(1);
        Duration probe = Duration.ofSeconds(15);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new SshOptions(second, probe, second, second, 9, 1, 1))
                .withMessage("maxChannels is 9, not in 1..8");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new SshOptions(second, second, second, second, 8, 1, 1))
                .withMessage("keepAlive is PT1S, less than 15 s");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SshOptions.defaults().withConnectTimeout(Duration.ZERO))
                .withMessage("connectTimeout is PT0S, not positive");
    }

    @Test
    void pausesDoubleUpToTheLongestAndAreHalfChance() {
        var backoff = new Backoff(Duration.ofMillis(100), Duration.ofSeconds(1));
        var random = new Random(1);
        for (int i = 0; i < 1000; i++) {
            assertThat(backoff.after(1, random)).isBetween(Duration.ofMillis(50), Duration.ofMillis(100));
            assertThat(backoff.after(3, random)).isBetween(Duration.ofMillis(200), Duration.ofMillis(400));
            assertThat(backoff.after(100, random)).isBetween(Duration.ofMillis(500), Duration.ofSeconds(1));
        }
        assertThat(backoff.after(1, random)).isNotEqualTo(backoff.after(1, random));
    }

    @Test
    void outputBeyondTheLimitIsDroppedAndSaidSo() {
        var bytes = new BoundedBytes(4);
        bytes.write("abcd".getBytes(StandardCharsets.US_ASCII), 0, 4);
        assertThat(bytes.truncated()).isFalse();
        bytes.write('e');
        assertThat(bytes.truncated()).isTrue();
        assertThat(bytes.text()).isEqualTo("abcd");
    }
}
