package io.partita.workloads.zookeeper;

import static org.assertj.core.api.Assertions.assertThat;

import io.partita.checker.history.OpType;
import io.partita.workloads.client.Completion;
import io.partita.workloads.client.Invocation;
import io.partita.workloads.zookeeper.Trouble.NotConnectedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeoutException;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.KeeperException.Code;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class TroubleTests {

    private final Invocation write = new Invocation(0, "write", "k", 1L);

    @ParameterizedTest
    @CsvSource({
        "CONNECTIONLOSS, INFO, connection-loss",
        "OPERATIONTIMEOUT, INFO, timeout",
        "REQUESTTIMEOUT, INFO, timeout",
        "SESSIONEXPIRED, INFO, session-expired",
        "BADVERSION, FAIL, bad-version",
        "NONODE, FAIL, no-node",
        "NODEEXISTS, FAIL, node-exists",
        "NOTREADONLY, FAIL, not-read-only",
        "SESSIONMOVED, FAIL, session-moved",
        "THROTTLEDOP, FAIL, throttled",
        "NOAUTH, FAIL, refused",
        "INVALIDACL, FAIL, refused",
        "BADARGUMENTS, FAIL, refused",
        "QUOTAEXCEEDED, FAIL, refused",
        "UNIMPLEMENTED, FAIL, refused",
    })
    void a_change_ends_as_the_table_says(Code code, OpType type, String word) {
        Completion completion = Trouble.complete(write, true, KeeperException.create(code));
        assertThat(completion.type()).isEqualTo(type);
        assertThat(completion.error()).isEqualTo(word);
        assertThat(completion.value()).isEqualTo(1L);
    }

    @ParameterizedTest
    @EnumSource(
            value = Code.class,
            names = {
                "SYSTEMERROR",
                "RUNTIMEINCONSISTENCY",
                "DATAINCONSISTENCY",
                "MARSHALLINGERROR",
                "APIERROR",
                "AUTHFAILED",
                "SESSIONCLOSEDREQUIRESASLAUTH"
            })
    void of_codes_without_a_clear_meaning_nothing_is_claimed(Code code) {
        Completion completion = Trouble.complete(write, true, KeeperException.create(code));
        assertThat(completion.type()).isEqualTo(OpType.INFO);
        assertThat(completion.error())
                .startsWith("other: ")
                .contains(KeeperException.create(code).getMessage());
    }

    @ParameterizedTest
    @EnumSource(
            value = Code.class,
            mode = EnumSource.Mode.EXCLUDE,
            names = {"OK", "UNKNOWNSESSION", "NEWCONFIGNOQUORUM"})
    void whatever_a_read_meets_it_did_not_happen(Code code) {
        assertThat(Trouble.complete(write, false, KeeperException.create(code)).type())
                .isEqualTo(OpType.FAIL);
    }

    @Test
    void what_was_never_sent_failed() {
        assertThat(Trouble.complete(write, true, new NotConnectedException("no"))
                        .type())
                .isEqualTo(OpType.FAIL);
    }

    @Test
    void a_change_without_an_answer_in_time_is_unknown() {
        assertThat(Trouble.complete(write, true, new TimeoutException()).type()).isEqualTo(OpType.INFO);
    }

    @Test
    void an_exception_nobody_thought_of_is_unknown() {
        assertThat(Trouble.complete(write, true, new IOException("odd")).type()).isEqualTo(OpType.INFO);
    }

    /** The page that users read and the table that clients use are the same. */
    @Test
    void the_documentation_shows_this_table() throws IOException {
        List<String> documented = Files.readAllLines(Path.of("..", "docs", "zookeeper.md")).stream()
                .filter(line -> line.matches("\\| `[a-z-]+` \\|.*\\| (fail|info) \\|.*"))
                .toList();
        List<String> expected = Arrays.stream(Trouble.values())
                .map(trouble -> "| `%s` | %s | %s | %s |"
                        .formatted(
                                trouble.word(),
                                trouble.ofRead().label(),
                                trouble.ofChange().label(),
                                trouble.why()))
                .toList();
        assertThat(documented).isEqualTo(expected);
    }
}
