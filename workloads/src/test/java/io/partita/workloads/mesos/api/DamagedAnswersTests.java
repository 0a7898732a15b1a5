package io.partita.workloads.mesos.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.partita.workloads.http.HttpAnswer.Received;
import io.partita.workloads.http.Recorded;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Answers that were good until something happened to them: whatever it is, it has a name, and nothing breaks. */
class DamagedAnswersTests {

    private static final String WORDS = "(empty-200|html|half-json|not-json|wrong-shape|http-\\d+|redirect).*";
    private static final int ROUNDS = 15;

    static Stream<String> bodies() {
        return CapturesTests.bodies().filter(file -> file.endsWith(".json"));
    }

    private static Received received(String body) {
        return new Received(200, Map.of(), body, Duration.ZERO);
    }

    private static Reply<?> judge(String file, String body) {
        return Verdict.ofWrite(received(body), Parsers.of(file).orElseThrow());
    }

    @ParameterizedTest
    @MethodSource("bodies")
    void aBodyThatIsCutShortIsNeverGood(String file) {
        String whole = Captures.text(file).strip();
        if (!whole.startsWith("{") && !whole.startsWith("[")) {
            return;
        }
        var random = new Random(file.hashCode());
        for (int round = 0; round < ROUNDS; round++) {
            String half = whole.substring(0, 1 + random.nextInt(whole.length() - 1));
            assertThat(judge(file, half))
                    .as(half)
                    .isInstanceOfSatisfying(
                            Reply.Unknown.class,
                            unknown -> assertThat(unknown.error()).isEqualTo("half-json"));
        }
    }

    @ParameterizedTest
    @MethodSource("bodies")
    void aBodyWithWrongCharactersIsGoodOrHasAName(String file) {
        var random = new Random(file.hashCode());
        for (int round = 0; round < ROUNDS; round++) {
            var damaged = new StringBuilder(Captures.text(file));
            for (int i = 0; i < 3 && !damaged.isEmpty(); i++) {
                damaged.setCharAt(random.nextInt(damaged.length()), "{}[]\",:0x<\\-e.n".charAt(random.nextInt(15)));
            }
            Reply<?> reply = judge(file, damaged.toString());
            assertThat(reply.good().isPresent() || reply.error().matches("(?s)" + WORDS))
                    .as(reply.error())
                    .isTrue();
        }
    }

    @ParameterizedTest
    @MethodSource("io.partita.workloads.mesos.api.CapturesTests#heads")
    void aHeadWithWrongBytesIsReadOrRefused(String file) {
        var random = new Random(file.hashCode());
        byte[] head = Captures.withLength(Captures.text(file), 5).getBytes(StandardCharsets.UTF_8);
        for (int round = 0; round < ROUNDS; round++) {
            byte[] damaged = head.clone();
            for (int i = 0; i < 3; i++) {
                damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
            }
            try {
                Recorded.answer(damaged);
            } catch (IOException e) {
                assertThat(e).hasMessageMatching("(?s)(malformed|cut-off|too-large): .*");
            }
        }
    }
}
