package io.partita.control.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.partita.checker.Verdict;
import io.partita.checker.history.History;
import io.partita.checker.history.Op;
import io.partita.checker.history.OpType;
import io.partita.control.store.ResultsJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The pages in a real browser. After every test, the console must be silent and nothing may have left the file. */
class RunReportIT {

    private static final String WHOLE = "document.getElementById('window-text').textContent.startsWith('Whole run')";

    @TempDir
    static Path directory;

    private static Browser browser;
    private static Path invalid;
    private static Path hostile;
    private static Path mesos;

    @BeforeAll
    static void startBrowserAndWritePages() throws IOException {
        browser = Browser.startOrSkip(directory.resolve("profile"));
        invalid = write("invalid", SampleRun.invalid(1));
        hostile = write("hostile", Hostile.run());
        mesos = writeMesos();
    }

    @AfterAll
    static void stopBrowser() {
        if (browser != null) {
            browser.close();
        }
    }

    @AfterEach
    void theConsoleIsSilentAndNothingLeftTheFile() {
        assertThat(browser.console()).isEmpty();
        assertThat(browser.requests()).allMatch(url -> url.startsWith("file:") || url.startsWith("about:"));
    }

    @Test
    void theFirstScreenShowsVerdictReasonFiguresAndCommand() {
        browser.open(invalid, "");

        assertThat(browser.text("h1")).contains("INVALID", "One read of key 3");
        assertThat(browser.run("const bottom = s => document.querySelector(s).getBoundingClientRect().bottom;"
                                + "return Math.max(bottom('.tiles'), bottom('.evidence'), bottom('.command'))")
                        .doubleValue())
                .isLessThan(900);
        assertThat(browser.run("return document.documentElement.scrollWidth").intValue())
                .isLessThanOrEqualTo(1280);
    }

    @Test
    void theKeyJJumpsToTheAnomalyAndTheAddressNamesIt() {
        browser.open(invalid, "");
        browser.until(WHOLE);

        browser.type("j");

        browser.until("location.hash.includes('op=') && !(" + WHOLE + ")");
        assertThat(browser.text("#operation")).contains("from key 3", "read k3");
    }

    @Test
    void showInTimelineJumpsAndJumpsAgain() {
        browser.open(invalid, "");

        browser.click(".anomaly .button");
        browser.until("document.getElementById('operation').innerText.includes('from key 3')");
        browser.type("0");
        browser.until(WHOLE);
        browser.run("scrollTo(0, 0)");
        browser.click(".anomaly .button");

        browser.until("!(" + WHOLE + ")");
    }

    @Test
    void searchFindsExactlyTheOperationsThatMatchAllWords() {
        browser.open(invalid, "");

        browser.type("/");
        browser.type("read k3 p1");

        browser.until("/^\\d+ match/.test(document.getElementById('search-status').textContent)");
        int found = Integer.parseInt(browser.text("#search-status").replaceAll("\\D", ""));
        SampleRun.Sample sample = SampleRun.invalid(1);
        Operations operations = Operations.of(sample.history());
        long expected = IntStream.range(0, operations.size())
                .mapToObj(operations::invocation)
                .filter(op ->
                        op.process() == 1 && op.f().equals("read") && op.key().equals(3L))
                .count();
        assertThat(found).isEqualTo((int) expected).isPositive();
    }

    @Test
    void theWheelZoomsWhereThePointerIsAndZeroShowsTheWholeRun() {
        browser.open(invalid, "");
        browser.run("document.getElementById('timeline-canvas').focus();"
                + "document.getElementById('timeline-canvas').scrollIntoView({block: 'center'})");

        browser.wheel("#timeline-canvas", -300);
        browser.until("!(" + WHOLE + ")");
        browser.type("0");

        browser.until(WHOLE);
    }

    @Test
    void chartsAndTimelineArePainted() {
        browser.open(invalid, "");

        browser.run("document.getElementById('performance').scrollIntoView()");
        browser.until("document.querySelectorAll('#charts .uplot').length === 4");
        browser.until(
                "[...document.querySelectorAll('#charts canvas, #curves canvas, #timeline-canvas, #minimap-canvas')]"
                        + ".every(c => new Set(c.getContext('2d').getImageData(0, 0, c.width, c.height).data).size > 8)");
    }

    @Test
    void draggingAcrossAChartZoomsAllOfThemAndTheTimeline() {
        browser.open(invalid, "");
        browser.run("document.getElementById('charts').scrollIntoView()");
        browser.until("document.querySelector('#charts .u-over')");

        browser.drag("#charts .u-over", 0.25, 0.5);

        browser.until("!(" + WHOLE + ")");
        assertThat(browser.text("#window-text")).startsWith("7.").contains(" to 1");
    }

    @Test
    void draggingTheTimelineMovesTheWindowAndTheStripBelowLeadsAnywhere() {
        browser.open(invalid, "#t=15");
        String window = "document.getElementById('window-text').textContent";
        browser.until(window + ".startsWith('13.5')");

        browser.drag("#timeline-canvas", 0.6, 0.4);
        browser.until(window + ".startsWith('14.1')");
        browser.drag("#minimap-canvas", 0.2, 0.2);

        browser.until(window + ".startsWith('2.')");
    }

    @Test
    void theCursorIsOneForAllCharts() {
        browser.open(invalid, "");
        browser.run("document.getElementById('charts').scrollIntoView()");
        browser.until("document.querySelectorAll('#charts .u-over').length > 1");

        browser.point("#charts .u-over", 0.5);

        browser.until(
                "[...document.querySelectorAll('#charts .u-cursor-x')].slice(0, 2).every(line =>"
                        + " Math.abs(new DOMMatrix(getComputedStyle(line).transform).e - line.parentElement.clientWidth / 2) < 3)");
    }

    @Test
    void whatWasWatchedIsDrawnInPlaceOfTheStaticPictures() {
        browser.open(mesos, "");
        browser.run("document.getElementById('watched').scrollIntoView()");

        browser.until("document.querySelectorAll('#watched .uplot canvas').length === 4");
        assertThat(browser.run("return [...document.querySelectorAll('.signal-picture')].every(box => box.hidden)")
                        .booleanValue())
                .isTrue();
    }

    @Test
    void linesOfTheNodesLogsAreShownAroundTheInstantOfTheAddress() {
        browser.open(mesos, "#t=0.2");

        browser.until("document.querySelectorAll('#log-lines .log-near').length > 0");
        assertThat(browser.text("#log-lines")).contains("n1/master.log", "<b>elected</b>");
    }

    @Test
    void coloursFollowTheSystemAndTheButton() {
        browser.preferColours("dark");
        browser.open(invalid, "");
        String background = "getComputedStyle(document.body).backgroundColor";
        browser.until(background + " === 'rgb(22, 23, 26)'");

        browser.click("#theme-button");

        browser.until(background + " === 'rgb(251, 250, 248)'");
        browser.preferColours("light");
        browser.run("localStorage.clear()");
    }

    @Test
    void aLinkToAnOperationOpensThere() {
        SampleRun.Sample sample = SampleRun.invalid(1);
        long completion = sample.summary()
                .checkers()
                .get("linearizable")
                .anomalies()
                .get(0)
                .opIndex();

        browser.open(invalid, "#op=" + completion);

        browser.until("!(" + WHOLE + ")");
        assertThat(browser.text("#operation")).contains("read k3");
    }

    @Test
    void aLinkToAnInstantOpensThere() {
        browser.open(invalid, "#t=12.401");

        browser.until("!(" + WHOLE + ")");
        assertThat(browser.text("#window-text")).startsWith("10.901 s").endsWith("13.901 s");
    }

    @Test
    void hostileTextIsShownAsTextAndRunsNothing() {
        browser.open(hostile, "#op=1");

        browser.until("document.getElementById('operation').innerText.includes('onerror=')");
        assertThat(browser.text("h1")).contains("</script><img src=x onerror=");
        assertThat(browser.run("return document.images.length + (window.hacked === 1 ? 1000 : 0)")
                        .intValue())
                .isZero();
    }

    @Test
    void pagesOfEmptyAndTinyRunsWork() throws IOException {
        Op invoke = new Op(0, 5_000, 0, OpType.INVOKE, "read", null, null, null);
        List<History> histories = List.of(History.of(List.of()), History.of(List.of(invoke)));
        for (History history : histories) {
            Path file = directory.resolve("tiny-" + history.size() + ".html");
            RunReport.write(file, Hostile.bare(Verdict.UNKNOWN), history);

            browser.open(file, "");
            browser.type("j+-0");

            assertThat(browser.text("h1")).contains("UNKNOWN");
            browser.until(WHOLE);
        }
    }

    @Test
    void helpOpensWithTheQuestionMark() {
        browser.open(invalid, "");

        browser.type("?");

        browser.until("document.getElementById('help').open");
    }

    @Test
    void theIndexFiltersByWordsAndByVerdict() throws IOException {
        Path results = directory.resolve("results");
        store(results.resolve("w/kill/20260101T000000.000Z/results.json"), SampleRun.valid(1), "kill");
        store(results.resolve("w/pause/20260102T000000.000Z/results.json"), SampleRun.invalid(1), "pause");
        IndexReport.write(results);
        String shown = "[...document.querySelectorAll('#rows tr')].filter(row => !row.hidden)";

        browser.open(results.resolve("index.html"), "");
        browser.type("/");
        browser.type("kill");
        browser.until(shown + ".length === 1 && " + shown + "[0].innerText.includes('kill')");
        browser.run("const f = document.getElementById('filter'); f.value = ''; f.dispatchEvent(new Event('input'))");
        browser.click("#verdict-chips button:nth-child(2)");

        browser.until(shown + ".length === 1 && " + shown + "[0].innerText.includes('pause')");
    }

    private static void store(Path file, SampleRun.Sample sample, String nemesis) throws IOException {
        ResultsJson.write(file, sample.summary());
        String text = Files.readString(file);
        String other = text.replaceFirst("\"nemesis\" : \"[^\"]*\"", "\"nemesis\" : \"" + nemesis + "\"");
        assertThat(other).isNotEqualTo(text);
        Files.writeString(file, other);
    }

    private static Path writeMesos() throws IOException {
        MesosRun run = new MesosRun()
                .at(0)
                .masters(List.of("n1"), List.of("n4"))
                .apps(2, 2)
                .processes("a", "b")
                .at(200)
                .masters(List.of("n2"), List.of("n4"))
                .processes("b")
                .at(400)
                .masters(List.of("n2"), List.of())
                .processes("b", "c");
        Path file = directory.resolve("mesos/index.html");
        Path log = directory.resolve("mesos/nodes/n1/master.log");
        Files.createDirectories(log.getParent());
        Files.writeString(log, "I1121 04:31:07.404000 7 master] <b>elected</b>\n");
        RunReport.write(file, run.summary(), run.history());
        return file;
    }

    private static Path write(String name, SampleRun.Sample sample) {
        Path file = directory.resolve(name + ".html");
        RunReport.write(file, sample.summary(), sample.history());
        return file;
    }
}
