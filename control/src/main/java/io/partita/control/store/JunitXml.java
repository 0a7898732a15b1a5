package io.partita.control.store;

import io.partita.checker.CheckResult;
import io.partita.checker.CheckResult.Anomaly;
import io.partita.checker.Verdict;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/**
 * {@code junit.xml}: a run as a test suite that CI servers show. One test case per checker, and one named
 * {@code evidence} when evidence was asked for.
 *
 * <p>Invalid is a {@code failure}: the system broke its promise. Unknown is an {@code error}: the test could not tell.
 * Both make a CI job red, as the exit codes 1 and 2 do; {@code skipped} would leave it green.
 *
 * <p>There is no standard for this format, only the schemas of those who write and read it. The file keeps to what Ant's,
 * Surefire's and Jenkins' have in common: the host's name, a time stamp without a zone, a type for every failure, and both
 * outputs at the end, also if they are empty.
 */
public final class JunitXml {

    private JunitXml() {}

    /**
     * Replaces {@code file} by {@code run}, in one step.
     *
     * @throws UncheckedIOException if the file cannot be written
     */
    public static void write(Path file, RunSummary run) {
        AtomicFile.write(file, out -> write(out, run));
    }

    private static void write(Writer out, RunSummary run) throws IOException {
        List<TestCase> cases = cases(run);
        try {
            XMLStreamWriter xml = XMLOutputFactory.newFactory().createXMLStreamWriter(out);
            xml.writeStartDocument("UTF-8", "1.0");
            xml.writeCharacters("\n");
            xml.writeStartElement("testsuite");
            xml.writeAttribute("name", clean(run.workload() + " × " + run.nemesis()));
            xml.writeAttribute("tests", String.valueOf(cases.size()));
            xml.writeAttribute("failures", count(cases, Verdict.INVALID));
            xml.writeAttribute("errors", count(cases, Verdict.UNKNOWN));
            xml.writeAttribute("skipped", "0");
            xml.writeAttribute("time", seconds(run.durationMs()));
            xml.writeAttribute("timestamp", timestamp(run.startedAt()));
            // Some readers insist on one; which machine carried the test says nothing about the system.
            xml.writeAttribute("hostname", "localhost");
            xml.writeCharacters("\n");
            xml.writeStartElement("properties");
            property(xml, "seed", String.valueOf(run.seed()));
            property(xml, "system", run.system());
            property(xml, "command", run.command());
            xml.writeEndElement();
            for (TestCase test : cases) {
                writeCase(xml, run, test);
            }
            output(xml, "system-out", run.reason() + (run.report() == null ? "" : "\n" + run.report()));
            output(xml, "system-err", "");
            xml.writeCharacters("\n");
            xml.writeEndElement();
            xml.writeEndDocument();
            xml.flush();
        } catch (XMLStreamException e) {
            throw new IOException("cannot write XML: " + e.getMessage(), e);
        }
    }

    private record TestCase(String name, Verdict verdict, String message, List<String> lines) {}

    private static List<TestCase> cases(RunSummary run) {
        List<TestCase> cases = new ArrayList<>();
        for (var entry : run.checkers().entrySet()) {
            CheckResult result = entry.getValue();
            cases.add(new TestCase(
                    entry.getKey(),
                    result.verdict(),
                    result.reason(),
                    result.anomalies().stream().map(Anomaly::headline).toList()));
        }
        if (!run.evidence().isEmpty()) {
            List<String> missing = run.evidence().entrySet().stream()
                    .filter(entry -> !entry.getValue())
                    .map(entry -> "not met: " + entry.getKey())
                    .toList();
            Verdict verdict = missing.isEmpty() ? Verdict.VALID : Verdict.UNKNOWN;
            cases.add(new TestCase("evidence", verdict, String.join("; ", missing), missing));
        }
        if (Verdict.worst(cases.stream().map(TestCase::verdict).toList()) != run.verdict()) {
            // What no checker and no evidence explains, such as a run that was cut short, must not look green.
            cases.add(new TestCase("run", run.verdict(), run.reason(), List.of()));
        }
        return cases;
    }

    private static void writeCase(XMLStreamWriter xml, RunSummary run, TestCase test) throws XMLStreamException {
        xml.writeCharacters("\n");
        xml.writeStartElement("testcase");
        xml.writeAttribute("classname", clean(run.workload() + "." + run.nemesis()));
        xml.writeAttribute("name", clean(test.name()));
        xml.writeAttribute("time", seconds(run.durationMs()));
        if (test.verdict() != Verdict.VALID) {
            xml.writeStartElement(test.verdict() == Verdict.INVALID ? "failure" : "error");
            xml.writeAttribute("type", test.verdict().label());
            xml.writeAttribute("message", clean(test.message()));
            xml.writeCharacters(clean(String.join("\n", test.lines())));
            xml.writeEndElement();
        }
        xml.writeEndElement();
    }

    private static void output(XMLStreamWriter xml, String name, String text) throws XMLStreamException {
        xml.writeCharacters("\n");
        xml.writeStartElement(name);
        xml.writeCharacters(clean(text));
        xml.writeEndElement();
    }

    /** To the second and in UTC, as {@code xs:dateTime} without a zone; other text as it is. */
    private static String timestamp(String iso) {
        return clean(iso).replaceFirst("^(\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d)(\\.\\d+)?Z$", "$1");
    }

    private static void property(XMLStreamWriter xml, String name, String value) throws XMLStreamException {
        xml.writeEmptyElement("property");
        xml.writeAttribute("name", name);
        xml.writeAttribute("value", clean(value));
    }

    private static String count(List<TestCase> cases, Verdict verdict) {
        return String.valueOf(
                cases.stream().filter(test -> test.verdict() == verdict).count());
    }

    private static String seconds(long millis) {
        return String.format(Locale.ROOT, "%d.%03d", millis / 1000, millis % 1000);
    }

    /** XML 1.0 has no place for most control characters, not even escaped. */
    private static String clean(String text) {
        StringBuilder clean = new StringBuilder();
        String.valueOf(text).codePoints().forEach(c -> clean.appendCodePoint(isXmlCharacter(c) ? c : 0xFFFD));
        return clean.toString();
    }

    private static boolean isXmlCharacter(int c) {
        return c == '\t'
                || c == '\n'
                || c == '\r'
                || (c >= 0x20 && c <= 0xD7FF)
                || (c >= 0xE000 && c <= 0xFFFD)
                || c >= 0x10000;
    }
}
