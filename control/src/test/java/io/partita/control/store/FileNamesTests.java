package io.partita.control.store;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FileNamesTests {

    @ParameterizedTest
    @ValueSource(strings = {"none", "kill", "kill,pause,partition-majorities"})
    void aPlainNameStaysAsItIs(String name) {
        assertThat(FileNames.of(name)).isEqualTo(name);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "at 10s kill(role(marathon)) for 5s; every 15s pause",
                "../../etc",
                "/",
                "<script>alert(1)</script>",
                "a\u0000b",
                "..",
                ".hidden",
                ""
            })
    void whatIsNoneBecomesASafeNameThatCanBeRead(String text) {
        assertThat(FileNames.of(text)).matches("[a-z0-9][a-z0-9.-]*-[0-9a-f]{8}");
    }

    @Test
    void longTextsThatBeginAlikeHaveDifferentNames() {
        String begin = "at 10s kill for 20s; ".repeat(20);
        assertThat(FileNames.of(begin + "at 5s pause"))
                .hasSizeLessThan(60)
                .startsWith("at-10s-kill-for-20s-at-10s-kill")
                .isNotEqualTo(FileNames.of(begin + "at 6s pause"));
    }
}
