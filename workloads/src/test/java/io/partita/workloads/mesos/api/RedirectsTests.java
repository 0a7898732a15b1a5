package io.partita.workloads.mesos.api;

import static io.partita.workloads.http.RawServer.answer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.partita.workloads.http.HttpAnswer.Received;
import io.partita.workloads.http.HttpCall;
import io.partita.workloads.http.HttpExchange;
import io.partita.workloads.http.RawServer;
import io.partita.workloads.mesos.api.Redirects.Followed;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class RedirectsTests {

    private final HttpExchange http = new HttpExchange(Duration.ofSeconds(20));
    /** Where a server sends whoever asks it for a path. */
    private final Map<String, String> ways = new ConcurrentHashMap<>();

    private RawServer one;
    private RawServer two;

    @BeforeEach
    void start() throws Exception {
        one = RawServer.of((request, connection) -> RawServer.write(connection, answerTo("one", request)));
        two = RawServer.of((request, connection) -> RawServer.write(connection, answerTo("two", request)));
    }

    @AfterEach
    void stop() throws Exception {
        one.close();
        two.close();
    }

    private String answerTo(String server, String request) {
        String location = ways.get(server + request.split(" ")[1]);
        return location == null
                ? answer("200 OK", "{}")
                : answer("307 Temporary Redirect\r\nLocation: " + location, "");
    }

    private Followed follow(int most) throws InterruptedException {
        return Redirects.follow(http, HttpCall.get(one.uri("/state")), most);
    }

    private static String withoutScheme(URI uri) {
        return uri.toString().substring("http:".length());
    }

    @Test
    void whoIsNotRedirectedHasArrived() throws Exception {
        Followed followed = follow(3);
        assertThat(followed.problem()).isEmpty();
        assertThat(followed.chain()).containsExactly(one.uri("/state"));
        assertThat(followed.answer()).isInstanceOf(Received.class);
    }

    @Test
    void aStandbyLeadsToTheLeader() throws Exception {
        ways.put("one/state", withoutScheme(two.uri("/master/state")));
        Followed followed = follow(3);
        assertThat(followed.problem()).isEmpty();
        assertThat(followed.chain()).containsExactly(one.uri("/state"), two.uri("/master/state"));
        assertThat(followed.hops()).isEqualTo(1);
        assertThat(followed.answer())
                .isInstanceOfSatisfying(
                        Received.class, answer -> assertThat(answer.status()).isEqualTo(200));
    }

    @Test
    void aMasterThatPointsToItselfIsALoop() throws Exception {
        ways.put("one/state", withoutScheme(one.uri("/state")));
        assertThat(follow(3).problem()).isEqualTo("redirect-loop: " + one.uri("/state") + " -> " + one.uri("/state"));
        assertThat(one.requests()).hasSize(1);
    }

    @Test
    void mastersThatPointToEachOtherAreALoop() throws Exception {
        ways.put("one/state", withoutScheme(two.uri("/state")));
        ways.put("two/state", withoutScheme(one.uri("/state")));
        assertThat(follow(3).problem())
                .isEqualTo("redirect-loop: " + one.uri("/state") + " -> " + two.uri("/state") + " -> "
                        + one.uri("/state"));
    }

    @Test
    void moreRedirectsThanAllowedAreAChain() throws Exception {
        ways.put("one/state", "/a");
        ways.put("one/a", "/b");
        assertThat(follow(1).problem())
                .isEqualTo("redirect-chain: " + one.uri("/state") + " -> " + one.uri("/a") + " -> " + one.uri("/b"));
        assertThat(follow(2).problem()).isEmpty();
    }

    @Test
    void aRedirectWithoutASensiblePlaceLeadsNowhere() throws Exception {
        for (String nowhere : List.of("", "https://127.0.0.1/", "//", "http://[", "::")) {
            ways.put("one/state", nowhere);
            assertThat(follow(3).problem()).isEqualTo("redirect-nowhere: " + one.uri("/state") + " -> " + nowhere);
        }
    }

    @Test
    void aWriteIsNeverLedAnywhere() throws Exception {
        assertThatThrownBy(() -> Redirects.follow(http, HttpCall.delete(one.uri("/")), 1))
                .isInstanceOf(IllegalArgumentException.class);
        ways.put("one/machine/down", withoutScheme(two.uri("/machine/down")));
        assertThat(new MesosApi(http, one.uri("")).following(3).machineDown(List.of(new MachineId("n1", ""))))
                .isEqualTo(new Reply.Refused<>(
                        "redirect: " + withoutScheme(two.uri("/machine/down")),
                        new ErrorAnswer(307, "", "", List.of())));
        assertThat(two.requests()).isEmpty();
    }

    @Test
    void readsFollowOnlyIfMadeTo() throws Exception {
        ways.put("one/maintenance/schedule", withoutScheme(two.uri("/master/maintenance/schedule")));
        var api = new MesosApi(http, one.uri(""));
        assertThat(api.maintenanceSchedule().error()).startsWith("redirect: //");
        assertThat(api.following(1).maintenanceSchedule().good()).contains(List.of());
        ways.put("two/master/maintenance/schedule", withoutScheme(one.uri("/maintenance/schedule")));
        assertThat(api.following(2).maintenanceSchedule().error()).startsWith("redirect-loop: ");
    }
}
