package io.partita.control.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.partita.checker.CheckResult;
import io.partita.checker.Verdict;
import io.partita.checker.history.History;
import io.partita.checker.history.HistoryBuilder;
import io.partita.control.store.RunSummary;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class RunReportTests {

    private static final Pattern DATA =
            Pattern.compile("<script type=\"application/json\" id=\"run-data\">(.*?)</script>", Pattern.DOTALL);

    private final SampleRun.Sample sample = SampleRun.invalid(1);
    private final String page = RunReport.page(sample.summary(), sample.history());

    @Test
    void nothingOnThePageIsLoadedFromAnywhere() {
        assertThat(Pattern.compile("(src|href|action|poster)\\s*=\\s*[\"']?\\s*(https?:)?//")
                        .matcher(page)
                        .find())
                .isFalse();
        assertThat(page)
                .doesNotContain("@import")
                .doesNotContainPattern("url\\((?!#)")
                .doesNotContain(" src=");
    }

    @Test
    void thePolicyAdmitsExactlyTheScriptAndTheStyleOfThePage() throws Exception {
        assertThat(page)
                .contains("default-src 'none'; style-src '" + hash(between("<style>", "</style>")) + "'; script-src '"
                        + hash(between("<script>", "</script>")) + "'");
        assertThat(page).doesNotContain("unsafe-inline").doesNotContainPattern("<[a-z]+ [^>]*\\b(style|on[a-z]+)=\"");
    }

    @Test
    void theFirstScreenIsPlainHtml() {
        String first = page.substring(page.indexOf("<main>"), page.indexOf("id=\"anomalies\""));

        assertThat(first)
                .contains("INVALID", "One read of key 3", "8124077316590", "3 injected", "Worst unavailability")
                .contains("href=\"#anomaly-1\"", "--workload-option reads=local", "every partition proven")
                .contains("<svg class=\"overview\"");
    }

    @Test
    void evidenceThatIsNotMetIsNamed() {
        SampleRun.Sample unknown = SampleRun.unknown(1);

        assertThat(RunReport.page(unknown.summary(), unknown.history()))
                .contains("UNKNOWN", "every partition proven active and healed <strong class=\"bad\">not met")
                .contains("n3 still reached n4 after 2 s", "2 proven");
    }

    @Test
    void hostileTextStaysText() {
        SampleRun.Sample hostile = Hostile.run();
        String hostilePage = RunReport.page(hostile.summary(), hostile.history());

        assertThat(hostilePage).doesNotContain("<img").doesNotContain("</script><");
        assertThat(hostilePage).contains("&lt;/script&gt;&lt;img src=x onerror=");
        assertThat(Pattern.compile("</script>").matcher(hostilePage).results().count())
                .isEqualTo(3);
    }

    @Test
    void aValueThatLooksLikeASlotIsNotFilled() {
        SampleRun.Sample hostile = Hostile.run();

        assertThat(RunReport.page(hostile.summary(), hostile.history())).contains("{{script}}");
    }

    @Test
    void theDataHoldEveryOperationAndLeadFromTheAnomalyToItsRead() {
        JsonNode data = data(page);

        assertThat(data.get("version").intValue()).isEqualTo(1);
        assertThat(data.get("count").intValue())
                .isEqualTo(Operations.of(sample.history()).size());
        assertThat(data.get("faults")).hasSize(3);
        int operation = data.get("anomalies").get(0).get("operation").intValue();
        assertThat(Operations.of(sample.history()).invocation(operation).key()).isEqualTo(3L);
        assertThat(decode(data.get("columns").get("start").stringValue(), operation + 1))
                .isEqualTo(Operations.of(sample.history()).startNanos(operation) / 1000);
    }

    @Test
    void anOpenLoadSaysFromWhenItsLatenciesCountAndTheDataHoldHowLongOperationsWaited() {
        HistoryBuilder open = History.builder();
        sample.history().forEach(op -> open.add(op, op.time() - 3_000_000));

        String late = RunReport.page(sample.summary(), open.build());

        assertThat(late).contains("counts from the time for which the operation was scheduled", "Service time");
        assertThat(decode(data(late).get("columns").get("waited").stringValue(), 1))
                .isEqualTo(3000);
        assertThat(page).doesNotContain("Service time");
        assertThat(data(page).get("columns").has("waited")).isFalse();
    }

    @Test
    void aRecoveryThatNeverCameSaysUntilWhenItWasAwaited() {
        RunSummary run = sample.summary();
        RunSummary slow = Altered.of(run)
                .recovered(Map.of("f1", -1L, "f2", 420L, "f3", -1L))
                .run();

        assertThat(FaultSection.of(slow))
                .contains("not in the 3.98 s before the next fault", "420 ms", "not before the end")
                .doesNotContain("-1");
    }

    @Test
    void anUnknownVerdictSaysWhetherTheEvidenceWasTooThinOrACheckerCouldNotTell() {
        CheckResult sure = new CheckResult("a", Verdict.VALID, "fine", List.of(), Map.of());
        CheckResult unsure = new CheckResult("b", Verdict.UNKNOWN, "out of time", List.of(), Map.of());

        assertThat(FirstScreen.kindOfUnknown(Verdict.UNKNOWN, List.of(sure, unsure)))
                .contains(">undecided<");
        assertThat(FirstScreen.kindOfUnknown(Verdict.UNKNOWN, List.of(sure))).contains(">vacuous<");
        assertThat(FirstScreen.kindOfUnknown(Verdict.INVALID, List.of(sure, unsure)))
                .isEmpty();
    }

    @Test
    void aReasonThatNamesTheFirstAnomalyIsNotRepeated() {
        RunSummary run = sample.summary();
        String headline = run.checkers().get("linearizable").anomalies().get(0).headline();

        assertThat(FirstScreen.firstAnomaly(run)).contains(headline);
        assertThat(FirstScreen.firstAnomaly(Altered.of(run)
                        .because("Not linearizable: " + headline.toLowerCase(Locale.ROOT))
                        .run()))
                .contains("See how it came about")
                .doesNotContain(headline);
    }

    @Test
    void aCommandBreaksOnlyBetweenOptionsAndCopiesAsOneLine() {
        String command = FirstScreen.command("bin/control test --seed 1 --plugin 'a  b'");

        assertThat(command).contains("<span class=\"option\">--seed 1</span> <span");
        assertThat(command.replaceAll("<[^>]+>", "")).isEqualTo("bin/control test --seed 1 --plugin &#39;a  b&#39;");
    }

    @Test
    void theDataOfThePageStandBesideItToo(@TempDir Path directory) throws Exception {
        RunReport.write(directory.resolve("index.html"), sample.summary(), sample.history());

        JsonNode beside = JsonMapper.shared().readTree(Files.readString(directory.resolve("report.json")));
        assertThat(beside).isEqualTo(data(Files.readString(directory.resolve("index.html"))));
        assertThat(beside.get("version").intValue()).isEqualTo(1);
    }

    @Test
    void aLargeSampleHasAsManyOperationsAsAsked() {
        assertThat(Operations.of(SampleRun.large(20_000).history()).size()).isEqualTo(20_000);
    }

    @Test
    void anEmptyHistoryIsAPageToo(@TempDir Path directory) throws Exception {
        Path file = directory.resolve("run/index.html");

        RunReport.write(file, Hostile.bare(Verdict.UNKNOWN), History.of(List.of()));

        assertThat(Files.readString(file)).contains("No operation was recorded", "No fault was injected", "UNKNOWN");
    }

    /** The sum of the first {@code count} numbers of a packed column. */
    private static long decode(String base64, int count) {
        byte[] bytes = Base64.getDecoder().decode(base64);
        long sum = 0;
        int at = 0;
        for (int i = 0; i < count; i++) {
            long value = 0;
            int shift = 0;
            do {
                value |= (bytes[at] & 0x7FL) << shift;
                shift += 7;
            } while (bytes[at++] < 0);
            sum += (value >>> 1) ^ -(value & 1);
        }
        return sum;
    }

    private static JsonNode data(String page) {
        Matcher matcher = DATA.matcher(page);
        assertThat(matcher.find()).isTrue();
        return JsonMapper.shared().readTree(matcher.group(1));
    }

    private String between(String start, String end) {
        int from = page.lastIndexOf(start) + start.length();
        return page.substring(from, page.indexOf(end, from));
    }

    private static String hash(String text) throws Exception {
        byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        return "sha256-" + Base64.getEncoder().encodeToString(digest);
    }
}
