package io.partita.workloads.mesos.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.partita.checker.history.OpType;
import io.partita.workloads.client.Completion;
import io.partita.workloads.client.Invocation;
import io.partita.workloads.http.HttpAnswer;
import io.partita.workloads.http.HttpAnswer.Lost;
import io.partita.workloads.http.HttpAnswer.NotSent;
import io.partita.workloads.http.HttpAnswer.Received;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class VerdictTests {

    private static final String BROKEN_PROXY =
            "<html><head><title>Error 502 Connection to leader refused.</title></head>"
                    + "<body><h2>HTTP ERROR 502</h2></body></html>";
    private static final Body<DeploymentResult> CHANGE = Body.json(DeploymentResult::read);

    private static Received received(int status, String body) {
        return new Received(status, Map.of(), body, Duration.ofMillis(1));
    }

    private static Arguments refused(HttpAnswer answer, String error) {
        return Arguments.of(answer, OpType.FAIL, error);
    }

    private static Arguments unknown(HttpAnswer answer, String error) {
        return Arguments.of(answer, OpType.INFO, error);
    }

    static Stream<Arguments> answersToAWrite() {
        var location = new Received(307, Map.of("Location", List.of("//10.0.0.2:5050/master/x")), "", Duration.ZERO);
        return Stream.of(
                refused(new NotSent("refused"), "refused"),
                refused(new NotSent("connect-timeout"), "connect-timeout"),
                refused(location, "redirect: //10.0.0.2:5050/master/x"),
                refused(received(302, ""), "redirect: nowhere"),
                refused(received(400, "{\"message\":\"Invalid JSON\",\"details\":\"x\"}"), "http-400: Invalid JSON"),
                refused(received(401, ""), "http-401"),
                refused(received(403, ""), "http-403"),
                refused(
                        received(404, "{\"message\":\"App '/x' does not exist\"}"),
                        "http-404: App '/x' does not exist"),
                refused(received(409, "{\"message\":\"locked\"}"), "http-409: locked"),
                refused(received(422, "plain\nwords"), "http-422: plain"),
                refused(
                        received(503, "{\"message\":\"Could not determine the current leader\"}"),
                        "no-leader: Could not determine the current leader"),
                refused(
                        received(
                                502,
                                BROKEN_PROXY.replace(
                                        "Connection to leader refused.", "Could not determine the current leader")),
                        "no-leader: Error 502 Could not determine the current leader"),
                refused(received(503, "No leader elected"), "no-leader: No leader elected"),
                refused(
                        received(503, "Master has not finished recovery"),
                        "no-leader: Master has not finished recovery"),
                unknown(received(500, ""), "http-500"),
                unknown(received(502, BROKEN_PROXY), "http-502: Error 502 Connection to leader refused."),
                unknown(received(503, "{\"message\":\"late\"}"), "http-503: late"),
                unknown(
                        received(504, "Could not determine the current leader"),
                        "http-504: Could not determine the current leader"),
                unknown(received(408, ""), "http-408"),
                unknown(received(303, ""), "http-303"),
                unknown(new Lost("timeout"), "timeout"),
                unknown(new Lost("cut-off: 9 of 1000 bytes"), "cut-off: 9 of 1000 bytes"),
                unknown(received(200, ""), "empty-200"),
                unknown(received(201, " \n"), "empty-201"),
                unknown(received(200, BROKEN_PROXY), "html"),
                unknown(received(200, "{\"version\":\"1\",\"deploy"), "half-json"),
                unknown(received(200, "{\"version\":\"1\"}"), "wrong-shape: deploymentId is missing"),
                unknown(received(200, "{\"version\":1,\"deploymentId\":\"d\"}"), "wrong-shape: version is no text"),
                unknown(received(200, "[]"), "wrong-shape: the answer is no object"),
                unknown(received(200, "null"), "wrong-shape: the answer is no object"));
    }

    @ParameterizedTest
    @MethodSource("answersToAWrite")
    void aWriteIsJudged(HttpAnswer answer, OpType type, String error) {
        Completion completion = Verdict.ofWrite(answer, CHANGE)
                .complete(new Invocation(0, "update", null, "/x"), DeploymentResult::deploymentId);
        assertThat(completion).isEqualTo(new Completion(type, "/x", error));
    }

    @ParameterizedTest
    @MethodSource("answersToAWrite")
    void aReadWithoutAGoodAnswerDidNotHappen(HttpAnswer answer, OpType ofWrite, String error) {
        assertThat(Verdict.ofRead(answer, CHANGE))
                .isInstanceOfSatisfying(
                        Reply.Refused.class,
                        refused -> assertThat(refused.error()).isEqualTo(error));
    }

    @ParameterizedTest
    @ValueSource(strings = {"no json", "{\"a\":1}}", "{a:1}", "\u0000"})
    void whatIsNoJsonSaysSo(String body) {
        assertThat(Verdict.ofWrite(received(200, body), CHANGE).error()).startsWith("not-json: ");
    }

    @Test
    void aGoodAnswerIsOk() {
        Reply<DeploymentResult> reply =
                Verdict.ofWrite(received(200, "{\"version\":\"1\",\"deploymentId\":\"d\",\"more\":null}"), CHANGE);
        assertThat(reply).isEqualTo(new Reply.Ok<>(new DeploymentResult("1", "d"), 200));
        assertThat(reply.map(DeploymentResult::deploymentId)
                        .complete(new Invocation(0, "update", null, "/x"), id -> id))
                .isEqualTo(Completion.ok("d"));
    }

    @Test
    void whoIsInTheWayOfAChangeIsToldWithTheError() throws Exception {
        Received conflict = Captures.answer("marathon-1.8.244/api/30-put-conflict.json");
        assertThat(Verdict.ofWrite(conflict, CHANGE)).isInstanceOfSatisfying(Reply.Refused.class, refused -> {
            assertThat(refused.isStatus(409)).isTrue();
            assertThat(refused.answer().deployments()).containsExactly("b70fc98e-7981-4ea3-b611-7e423c104db2");
        });
    }

    @Test
    void answersSayWhichMarathonGaveThem() throws Exception {
        Received conflict = Captures.answer("marathon-1.8.244/api/30-put-conflict.json");
        Received done = new Received(
                200,
                Map.of("X-Marathon-Leader", List.of("http://10.0.0.1:8080")),
                "{\"version\":\"1\",\"deploymentId\":\"d\"}",
                Duration.ZERO);
        assertThat(Verdict.ofWrite(conflict, CHANGE).fromLeader()).contains("127.0.0.1:8080");
        assertThat(Verdict.ofWrite(done, CHANGE).map(DeploymentResult::version).fromLeader())
                .contains("10.0.0.1:8080");
        assertThat(Verdict.ofWrite(received(200, ""), CHANGE).fromLeader()).isEmpty();
        assertThat(Verdict.ofWrite(new HttpAnswer.Lost("timeout"), CHANGE).fromLeader())
                .isEmpty();
    }

    @Test
    void whatIsWrongWithAnAppIsToldWithTheError() throws Exception {
        Received invalid = Captures.answer("marathon-1.8.244/api/08-post-invalid.json");
        assertThat(Verdict.ofWrite(invalid, CHANGE))
                .isInstanceOfSatisfying(
                        Reply.Refused.class,
                        refused -> assertThat(refused.answer().details()).contains("must either contain one of 'cmd'"));
    }

    @Test
    void aWriteWhoseStatusSaysItAllNeedsNoBodyButTakesNoPage() {
        assertThat(Verdict.ofWrite(received(200, ""), Body.any())).isEqualTo(new Reply.Ok<>("", 200));
        assertThat(Verdict.ofWrite(received(200, BROKEN_PROXY), Body.any())).isInstanceOf(Reply.Unknown.class);
    }

    @Test
    void everyRowSaysWhy() {
        assertThat(Verdict.values()).allSatisfy(row -> {
            assertThat(row.why()).isNotBlank();
            assertThat(row.word()).isNotBlank();
        });
    }
}
