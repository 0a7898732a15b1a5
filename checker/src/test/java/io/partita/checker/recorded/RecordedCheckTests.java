package io.partita.checker.recorded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.partita.checker.Budget;
import io.partita.checker.Verdict;
import io.partita.checker.history.HistoryException;
import io.partita.checker.recorded.RecordedCheck.InvalidRequestException;
import io.partita.checker.recorded.RecordedCheck.Request;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordedCheckTests {

    private static final String READ_OF_SEVEN = """
            {"process":0,"type":"invoke","f":"read","value":null}
            {"process":0,"type":"ok","f":"read","value":7}
            """;

    @TempDir
    Path directory;

    @Test
    void everythingIsTakenFromTheFile() throws Exception {
        Path file = file("{\"meta\":{\"model\":\"cas-register\",\"init\":7}}\n" + READ_OF_SEVEN);

        RecordedCheckReport report = RecordedCheck.run(Request.of(file, Budget.DEFAULT));

        assertThat(report.verdict()).isEqualTo(Verdict.VALID);
        assertThat(report.model()).isEqualTo("cas-register");
        assertThat(report.operations()).isEqualTo(1);
        assertThat(report.peakMemoryBytes()).isPositive();
        assertThat(report.toJson())
                .containsEntry("verdict", "valid")
                .containsEntry("format", "op-history/1")
                .containsKeys("reason", "model", "operations", "elapsedMs", "peakMemoryBytes", "warnings");
    }

    @Test
    void aFileInWhichNothingSucceededIsLinearizableByDefinitionAndWarnedAbout() throws Exception {
        Path file = file("""
                {"meta":{"model":"register"}}
                {"process":0,"type":"invoke","f":"write","value":1}
                {"process":0,"type":"fail","f":"write","value":1}
                """);

        RecordedCheckReport report = RecordedCheck.run(Request.of(file, Budget.DEFAULT));

        assertThat(report.verdict()).isEqualTo(Verdict.VALID);
        assertThat(report.warnings()).singleElement().asString().startsWith("no operation succeeded");
    }

    @Test
    void optionsWinOverTheFile() throws Exception {
        Path file = file("{\"meta\":{\"model\":\"cas-register\",\"init\":7}}\n" + READ_OF_SEVEN);

        RecordedCheckReport report = RecordedCheck.run(request(file, "register", "8", null));

        assertThat(report.verdict()).isEqualTo(Verdict.INVALID);
        assertThat(report.model()).isEqualTo("register");
        assertThat(report.toJson().get("violations"))
                .asInstanceOf(InstanceOfAssertFactories.list(Map.class))
                .singleElement()
                .satisfies(violation -> assertThat(violation.get("sentence"))
                        .isEqualTo("process 0 read 7 at event 1 although nothing ever wrote it"));
    }

    @Test
    void anInitOfNullWinsToo() throws Exception {
        Path file = file("{\"meta\":{\"model\":\"register\",\"init\":7}}\n" + READ_OF_SEVEN);

        assertThat(RecordedCheck.run(request(file, null, "null", null)).verdict())
                .isEqualTo(Verdict.INVALID);
    }

    @Test
    void theModelIsToldFromTheOperations() throws Exception {
        Path file = file("""
                {:process 0 :type :invoke :f :acquire :value nil}
                {:process 0 :type :ok :f :acquire :value nil}
                """);

        RecordedCheckReport report = RecordedCheck.run(Request.of(file, Budget.DEFAULT));

        assertThat(report.model()).isEqualTo("mutex");
        assertThat(report.verdict()).isEqualTo(Verdict.VALID);
    }

    @Test
    void tokensTellAFencedLock() throws Exception {
        Path file = file("""
                {"process":0,"type":"invoke","f":"acquire","value":"a"}
                {"process":0,"type":"ok","f":"acquire","value":33}
                {"process":0,"type":"invoke","f":"release","value":"a"}
                {"process":0,"type":"ok","f":"release","value":"a"}
                """);

        assertThat(RecordedCheck.run(Request.of(file, Budget.DEFAULT)).model()).isEqualTo("fenced-mutex");
    }

    @Test
    void offsetsTellALog() throws Exception {
        Path file = file("""
                {"process":0,"type":"invoke","f":"append","value":"a"}
                {"process":0,"type":"ok","f":"append","value":0}
                {"process":0,"type":"invoke","f":"read","value":0}
                {"process":0,"type":"ok","f":"read","value":"a"}
                """);

        assertThat(RecordedCheck.run(Request.of(file, Budget.DEFAULT)).model()).isEqualTo("log");
    }

    @Test
    void aLockWithValuesLeavesDoubt() throws Exception {
        Path file = file("{\"process\":0,\"type\":\"invoke\",\"f\":\"acquire\",\"value\":\"a\"}\n");

        assertThatThrownBy(() -> RecordedCheck.run(Request.of(file, Budget.DEFAULT)))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("give --model, one of ");
    }

    @Test
    void aModelInTheHeaderThatIsUnknownHereIsWarnedAbout() throws Exception {
        Path file = file("{\"meta\":{\"model\":\"atomic-thing\",\"init\":7}}\n" + READ_OF_SEVEN
                + "{\"process\":0,\"type\":\"invoke\",\"f\":\"write\",\"value\":1}\n");

        RecordedCheckReport report = RecordedCheck.run(Request.of(file, Budget.DEFAULT));

        assertThat(report.model()).isEqualTo("register");
        assertThat(report.warnings()).singleElement().asString().contains("\"atomic-thing\", which is unknown here");
    }

    @Test
    void aReadOfNilInJepsensHistoryIsWarnedAbout() throws Exception {
        Path file = file("[{:process 0 :type :invoke :f :read :value nil} {:process 0 :type :ok :f :read :value nil}"
                + " {:process 0 :type :invoke :f :write :value 1}]");

        assertThat(RecordedCheck.run(Request.of(file, Budget.DEFAULT)).warnings())
                .singleElement()
                .asString()
                .contains("--null-read any");
        assertThat(RecordedCheck.run(request(file, "register", null, "any")).warnings())
                .isEmpty();
    }

    @Test
    void allProblemsAreReportedAtOnce() {
        Request request = new Request(
                directory.resolve("absent"),
                Optional.of("xml"),
                Optional.of("cas-registre"),
                Optional.of("{"),
                Optional.of("maybe"),
                Optional.of("some"),
                Budget.DEFAULT);

        assertThatThrownBy(() -> RecordedCheck.run(request))
                .isInstanceOfSatisfying(InvalidRequestException.class, e -> {
                    assertThat(e.problems()).hasSize(6);
                    assertThat(e)
                            .hasMessageContaining("no such file")
                            .hasMessageContaining("unknown format \"xml\"")
                            .hasMessageContaining("unknown model \"cas-registre\": did you mean cas-register?")
                            .hasMessageContaining("init is {: expected JSON")
                            .hasMessageContaining("keys is \"some\": expected tuple or none")
                            .hasMessageContaining("null-read is \"maybe\"");
                });
    }

    @Test
    void anInitThatDoesNotSuitTheModelIsRefused() throws IOException {
        Path file = file("{\"process\":0,\"type\":\"invoke\",\"f\":\"increment\",\"value\":null}\n");

        assertThatThrownBy(() -> RecordedCheck.run(request(file, null, "many", null)))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessage("init of counter must be a whole number, not \"many\"");
    }

    @Test
    void operationsThatTellNoModelAreAProblem() throws IOException {
        Path file = file("{\"process\":0,\"type\":\"invoke\",\"f\":\"frobnicate\",\"value\":null}\n");

        assertThatThrownBy(() -> RecordedCheck.run(Request.of(file, Budget.DEFAULT)))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("give --model, one of register, cas-register");
    }

    @Test
    void aHistoryThatIsNoneIsAnErrorWithItsLine() throws IOException {
        Path file = file(READ_OF_SEVEN + "nonsense\n");

        assertThatThrownBy(() -> RecordedCheck.run(request(file, "register", null, null)))
                .isInstanceOf(HistoryException.class)
                .hasMessageContaining(":3: not valid JSON");
    }

    @Test
    void aHistoryWithoutOperationsIsAnError() throws IOException {
        Path file = file("{\"meta\":{\"model\":\"register\"}}\n");

        assertThatThrownBy(() -> RecordedCheck.run(Request.of(file, Budget.DEFAULT)))
                .isInstanceOf(HistoryException.class)
                .hasMessage(file + ": no client invoked anything, so there is nothing to judge");
    }

    @Test
    void anOperationThatTheModelDoesNotKnowIsAnErrorThatNamesTheFile() throws IOException {
        Path file = file(READ_OF_SEVEN);

        assertThatThrownBy(() -> RecordedCheck.run(request(file, "mutex", null, null)))
                .isInstanceOf(HistoryException.class)
                .hasMessageStartingWith(file + ": the history does not fit the model mutex: event 0: unknown function");
    }

    @Test
    void pairsOfKeyAndValueAreJudgedKeyByKey() throws Exception {
        Path file = file("""
                {:process 0 :type :invoke :f :write :value [1 5]}
                {:process 0 :type :ok :f :write :value [1 5]}
                {:process 0 :type :invoke :f :read :value [2 nil]}
                {:process 0 :type :ok :f :read :value [2 5]}
                """);

        RecordedCheckReport report = RecordedCheck.run(Request.of(file, Budget.DEFAULT));

        assertThat(report.model()).isEqualTo("kv");
        assertThat(report.verdict()).isEqualTo(Verdict.INVALID);
        assertThat(report.warnings()).singleElement().asString().contains("--keys none");
    }

    private static Request request(Path file, String model, String init, String nullRead) {
        return new Request(
                file,
                Optional.empty(),
                Optional.ofNullable(model),
                Optional.ofNullable(init),
                Optional.ofNullable(nullRead),
                Optional.empty(),
                Budget.DEFAULT);
    }

    private Path file(String text) throws IOException {
        return Files.writeString(directory.resolve("history"), text);
    }
}
