package io.partita.control.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.partita.checker.Verdict;
import io.partita.checker.history.History;
import io.partita.checker.history.Op;
import io.partita.checker.history.OpType;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * That a run's page can be read by everybody: with the keyboard, with a screen reader, on paper, without scripts; and that
 * its parts point at each other. In a real browser.
 */
class RunPageAccessIT {

    private static final String TAB = "\uE004";

    /** Everything that can be seen and that one can do something with. */
    private static final String INTERACTIVE =
            "[...document.querySelectorAll('a[href], button, input, select, summary, [tabindex]')]"
                    + ".filter(e => e.checkVisibility({ visibilityProperty: true }) && e.tabIndex >= 0 && !e.disabled)";

    @TempDir
    static Path directory;

    private static Browser browser;
    private static Path invalid;
    private static Path stale;

    @BeforeAll
    static void startBrowserAndWritePages() throws IOException {
        browser = Browser.startOrSkip(directory.resolve("profile"));
        invalid = write("invalid", SampleRun.invalid(1));
        stale = write("stale", SampleRun.staleRead());
    }

    @AfterAll
    static void stopBrowser() {
        if (browser != null) {
            browser.close();
        }
    }

    @AfterEach
    void theConsoleIsSilent() {
        // Chromium warns of the tests' own looks at canvases.
        assertThat(browser.console())
                .filteredOn(text -> !text.contains("willReadFrequently"))
                .isEmpty();
    }

    @Test
    void everythingThatCanHaveTheFocusHasAName() {
        browser.open(invalid, "");

        List<String> nameless = new ArrayList<>();
        int named = 0;
        for (JsonNode node :
                browser.command("Accessibility.getFullAXTree", Map.of()).get("nodes")) {
            if (isFocusable(node) && !node.at("/role/value").asString().equals("RootWebArea")) {
                named++;
                if (node.at("/name/value").asString().isBlank()) {
                    nameless.add(node.toString());
                }
            }
        }

        assertThat(nameless).isEmpty();
        assertThat(named).isGreaterThan(30);
    }

    @Test
    void theTabKeyReachesEverythingInTheOrderOfThePage() {
        browser.open(invalid, "");
        browser.run("window.reached = []; addEventListener('focusin', e => window.reached.push(e.target));");
        int wanted = browser.run("return " + INTERACTIVE + ".length").intValue();

        browser.type(TAB.repeat(wanted + 20));

        assertThat(browser.run("const reached = window.reached; return " + INTERACTIVE
                                + ".filter(e => !reached.includes(e)).map(e => e.outerHTML.slice(0, 120)).join('\\n')")
                        .stringValue())
                .isEmpty();
        assertThat(browser.run("const wanted = " + INTERACTIVE + ", first = window.reached.slice(0, wanted.length);"
                                + "const places = first.map(e => wanted.indexOf(e)).filter(place => place >= 0);"
                                + "return places.every((place, i) => i === 0 || place > places[i - 1])")
                        .booleanValue())
                .isTrue();
        assertThat(wanted).isGreaterThan(30);
    }

    @Test
    void headingsLeaveOutNoLevelAndThePageHasItsLandmarks() {
        browser.open(invalid, "");

        List<Integer> levels = new ArrayList<>();
        browser.run("return [...document.querySelectorAll('h1, h2, h3, h4, h5, h6')].map(h => Number(h.tagName[1]))")
                .forEach(level -> levels.add(level.intValue()));

        assertThat(levels).startsWith(1).containsOnlyOnce(1);
        assertThat(IntStream.range(1, levels.size())).allMatch(i -> levels.get(i) <= levels.get(i - 1) + 1);
        assertThat(browser.run(
                                "return ['header', 'nav', 'main', 'footer'].every(name =>"
                                        + " document.querySelectorAll('body > ' + name + ', body > header > ' + name).length === 1)")
                        .booleanValue())
                .isTrue();
    }

    @Test
    void everyChartShowsItsFiguresInATable() {
        browser.open(invalid, "");
        browser.run("document.getElementById('performance').scrollIntoView()");
        browser.until("document.querySelectorAll('#charts .uplot').length === 4");

        browser.run(
                "document.querySelectorAll('figure.chart details, .glance details').forEach(d => { d.open = true; })");

        browser.until("(f => f.length === 6 && f.every(chart => chart.querySelectorAll('details tbody tr').length > 1))"
                + "([...document.querySelectorAll('figure.chart, figure.glance')])");
    }

    @Test
    void withoutScriptsVerdictTablesAndThePictureOfTheRunAreThere() {
        browser.command("Emulation.setScriptExecutionDisabled", Map.of("value", true));
        try {
            browser.open(invalid, "");

            assertThat(seen("h1")).contains("INVALID", "One read of key 3");
            assertThat(seen("#anomalies")).contains("Process 91 read", "Last legal state", "read k3");
            assertThat(seen("#faults")).contains("n1,n2 | n3,n4,n5", "5.038 s");
            assertThat(seen("#performance")).contains("The charts need JavaScript", "Latency table");
            assertThat(evaluate(
                                    "document.querySelectorAll('.overview .bar-ok').length > 100"
                                            + " && document.querySelector('.overview').getBoundingClientRect().height > 50"
                                            + " && [...document.querySelectorAll('.needs-script')].every(e => !e.checkVisibility())")
                            .booleanValue())
                    .isTrue();
        } finally {
            browser.command("Emulation.setScriptExecutionDisabled", Map.of("value", false));
        }
    }

    @Test
    void itPrintsOnA4() {
        browser.open(invalid, "");

        String pdf = new String(
                Base64.getDecoder()
                        .decode(browser.command("Page.printToPDF", Map.of("preferCSSPageSize", true))
                                .get("data")
                                .stringValue()),
                StandardCharsets.ISO_8859_1);

        Matcher box = Pattern.compile("/MediaBox \\[0 0 ([0-9.]+) ([0-9.]+)]").matcher(pdf);
        assertThat(box.find()).isTrue();
        assertThat(Double.parseDouble(box.group(1))).isCloseTo(595.3, within(1.0));
        assertThat(Double.parseDouble(box.group(2))).isCloseTo(841.9, within(1.0));
    }

    @Test
    void onPaperInkIsDarkWhateverTheScreenShows() {
        browser.open(invalid, "");
        browser.command(
                "Emulation.setEmulatedMedia",
                Map.of("media", "print", "features", List.of(Map.of("name", "prefers-color-scheme", "value", "dark"))));
        try {
            browser.until("getComputedStyle(document.body).color === 'rgb(29, 28, 26)'");
        } finally {
            browser.command("Emulation.setEmulatedMedia", Map.of("media", "", "features", List.of()));
        }
    }

    @Test
    void theButtonCopiesTheCommandLine() {
        browser.open(invalid, "");

        browser.click("#copy-button");
        browser.until("document.getElementById('copy-button').textContent === 'Copied'");
        browser.run("document.getElementById('search').focus()");
        browser.command("Input.dispatchKeyEvent", Map.of("type", "keyDown", "key", "v", "commands", List.of("paste")));

        browser.until("document.getElementById('search').value === document.getElementById('command').textContent");
        assertThat(browser.run("return document.getElementById('search').value").stringValue())
                .startsWith("bin/control test --workload zk-register")
                .endsWith("--seed 8124077316590");
    }

    @Test
    void pointingAtAnOperationDrawsTheLegalOrderUpToIt() {
        browser.open(stale, "");
        browser.run("document.querySelector('.around').scrollIntoView({ block: 'center' })");
        String shown = "[...document.querySelectorAll('.around .legal')]"
                + ".filter(e => getComputedStyle(e).visibility === 'visible')";
        assertThat(browser.run("return " + shown + ".length").intValue()).isZero();

        browser.point(".around a:nth-of-type(2) .row", 0.3);

        browser.until(shown + ".length === 1");
        assertThat(browser.run("return " + shown + "[0].textContent").stringValue())
                .isEqualTo("after step 2 of a legal order: 2");
        browser.point(".around a:nth-of-type(3) .row", 0.3);
        browser.until(shown + ".length === 1 && " + shown + "[0].textContent.endsWith('and this has no place')");
    }

    @Test
    void aSelectedOperationStandsInTheAddressWithItsInstantAndTheAddressLeadsBackToIt() {
        browser.open(invalid, "");
        browser.type("j");
        browser.until("/^#t=[0-9]+[.][0-9]{3}&op=[0-9]+$/.test(location.hash)");
        String address = browser.run("return location.hash").stringValue();
        String operation = browser.text("#operation .what");

        browser.open(invalid, address);

        browser.until("document.querySelector('#operation .what')");
        assertThat(browser.text("#operation .what")).isEqualTo(operation);
        assertThat(browser.text("#window-text")).doesNotStartWith("Whole run");
    }

    @Test
    void aFaultsLaneHasTicksForInjectionProofAndHealing() {
        browser.open(invalid, "#t=6");
        browser.until("document.getElementById('window-text').textContent.startsWith('4.5')");

        assertThat(marked(5.000, 6, 41)).isTrue();
        assertThat(marked(5.000, 6, 31)).isFalse();
        assertThat(marked(5.038, 6, 41)).isTrue();
        assertThat(marked(5.038, 6, 31)).isTrue();
        assertThat(marked(5.300, 6, 31)).isFalse();

        browser.open(invalid, "#t=9.5");
        browser.until("document.getElementById('window-text').textContent.startsWith('8.0')");

        assertThat(marked(9.021, 9.5, 31)).isTrue();
        assertThat(marked(9.021, 9.5, 41)).isFalse();
    }

    @Test
    void theCursorIsOneForChartsAndTimeline() {
        browser.command(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", 1280, "height", 4500, "deviceScaleFactor", 1, "mobile", false));
        try {
            browser.open(invalid, "");
            browser.until("document.querySelectorAll('#charts .u-over').length === 4");
            String line = "document.getElementById('timeline-canvas').getContext('2d')"
                    + ".getImageData(Math.round(92 + (document.getElementById('timeline-canvas').clientWidth - 106) / 2) - 1, 26, 3, 1)"
                    + ".data.filter((v, i) => i % 4 === 3).some(alpha => alpha > 150)";
            assertThat(browser.run("return " + line).booleanValue()).isFalse();

            browser.point("#charts .u-over", 0.5);

            browser.until(line);
            browser.point("#timeline-canvas", 0.3);
            browser.until("[...document.querySelectorAll('#charts .u-cursor-x')].every(cursor =>"
                    + " Math.abs(new DOMMatrix(getComputedStyle(cursor).transform).e"
                    + " - (document.getElementById('timeline-canvas').clientWidth * 0.3 - 92)) < 3)");
        } finally {
            browser.command("Emulation.clearDeviceMetricsOverride", Map.of());
        }
    }

    @Test
    void theSlowestOperationIsMarkedWhileTheWindowMovesToo() {
        List<Op> events = new ArrayList<>();
        for (int i = 0; i < 40_000; i++) {
            long begin = i * 500_000L;
            events.add(new Op(0, begin, 0, OpType.INVOKE, "read", null, null, null));
            events.add(new Op(0, begin + (i == 20_005 ? 400_000 : 2_000), 0, OpType.OK, "read", null, 1L, null));
        }
        Path page = directory.resolve("moving.html");
        RunReport.write(page, Hostile.bare(Verdict.VALID), History.of(events));
        browser.open(page, "");
        browser.run("document.getElementById('charts').scrollIntoView()");
        browser.until("document.querySelectorAll('#charts canvas').length > 1");
        // In the second frame of a movement nothing but what moves has been drawn; marks are green, the grid is not.
        browser.run("const canvas = document.querySelectorAll('#charts canvas')[1], marks = () => {"
                + "  const x = 92 + (canvas.clientWidth - 106) / 2;"
                + "  return canvas.getContext('2d').getImageData(x - 40, 10, 80, 30).data.some((v, i, all) => i % 4 === 1 && v > all[i - 1] + 60);"
                + "};"
                + "document.body.dispatchEvent(new KeyboardEvent('keydown', { key: '+', bubbles: true }));"
                + "requestAnimationFrame(() => requestAnimationFrame(() => { window.marked = marks(); }));");

        browser.until("window.marked !== undefined");

        assertThat(browser.run("return window.marked").booleanValue()).isTrue();
    }

    /** Whether a tick stands at an instant in the lane of the first node, at this height, in the window around another. */
    private static boolean marked(double seconds, double middle, int y) {
        return browser.run("const canvas = document.getElementById('timeline-canvas'), pen = canvas.getContext('2d');"
                        + "const end = JSON.parse(document.getElementById('run-data').textContent).end / 1e6;"
                        + "const x = 92 + ((" + seconds + " - (" + middle
                        + " - end / 20)) / (end / 10)) * (canvas.clientWidth - 106);"
                        + "return pen.getImageData(Math.round(x) - 1, " + y + ", 3, 1).data"
                        + ".filter((v, i) => i % 4 === 3).some(alpha => alpha > 200)")
                .booleanValue();
    }

    private static boolean isFocusable(JsonNode node) {
        if (node.path("ignored").booleanValue() || !node.has("properties")) {
            return false;
        }
        for (JsonNode property : node.get("properties")) {
            if (property.get("name").stringValue().equals("focusable")) {
                return property.at("/value/value").booleanValue();
            }
        }
        return false;
    }

    private static String seen(String selector) {
        return evaluate("document.querySelector('" + selector + "').innerText").stringValue();
    }

    /** As {@link Browser#run}, but where the page itself may run nothing. */
    private static JsonNode evaluate(String expression) {
        return browser.command("Runtime.evaluate", Map.of("expression", expression, "returnByValue", true))
                .at("/result/value");
    }

    private static Path write(String name, SampleRun.Sample sample) {
        Path file = directory.resolve(name + "/index.html");
        RunReport.write(file, sample.summary(), sample.history());
        return file;
    }
}
