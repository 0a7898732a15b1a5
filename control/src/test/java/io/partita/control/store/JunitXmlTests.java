package io.partita.control.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.partita.checker.CheckResult;
import io.partita.checker.Verdict;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.SchemaFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Element;

/** Every file that is written here also has to fit what the schemas of those who read such files have in common. */
class JunitXmlTests {

    @TempDir
    Path directory;

    @Test
    void aValidRunHasOneGreenCasePerCheckerAndOneForTheEvidence() throws Exception {
        Element suite = write(Summaries.full(Verdict.VALID));

        assertThat(suite.getAttribute("tests")).isEqualTo("2");
        assertThat(suite.getAttribute("failures")).isEqualTo("0");
        assertThat(suite.getAttribute("errors")).isEqualTo("0");
        assertThat(suite.getAttribute("time")).isEqualTo("30.000");
    }

    @Test
    void anInvalidCheckerIsAFailureWithItsAnomalies() throws Exception {
        Element suite = write(Summaries.full(Verdict.INVALID));

        Element failure = (Element) suite.getElementsByTagName("failure").item(0);
        assertThat(failure.getAttribute("message")).isEqualTo("said so");
        assertThat(failure.getTextContent()).isEqualTo("a stale read <&\"'>");
        assertThat(suite.getAttribute("failures")).isEqualTo("1");
    }

    @Test
    void anUnknownVerdictAndMissingEvidenceAreErrors() throws Exception {
        Element suite = write(Summaries.full(Verdict.UNKNOWN));

        assertThat(suite.getAttribute("errors")).isEqualTo("2");
        assertThat(suite.getElementsByTagName("skipped").getLength()).isZero();
    }

    @Test
    void aVerdictThatNoCheckerExplainsIsACaseOfItsOwn() throws Exception {
        RunSummary valid = Summaries.full(Verdict.VALID);
        Element suite = write(with(valid, Verdict.UNKNOWN, valid.checkers()));

        assertThat(suite.getAttribute("tests")).isEqualTo("3");
        assertThat(suite.getAttribute("errors")).isEqualTo("1");
    }

    @Test
    void controlCharactersDoNotBreakTheXml() throws Exception {
        CheckResult odd = new CheckResult("odd", Verdict.INVALID, "nul \u0000 bell \u0007 end", List.of(), Map.of());
        Element suite = write(with(Summaries.full(Verdict.INVALID), Verdict.INVALID, Map.of("odd", odd)));

        Element failure = (Element) suite.getElementsByTagName("failure").item(0);
        assertThat(failure.getAttribute("message")).isEqualTo("nul \uFFFD bell \uFFFD end");
    }

    private Element write(RunSummary run) throws Exception {
        Path file = directory.resolve("junit.xml");
        JunitXml.write(file, run);
        SchemaFactory.newDefaultInstance()
                .newSchema(JunitXmlTests.class.getResource("junit.xsd"))
                .newValidator()
                .validate(new StreamSource(file.toFile()));
        return DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(file.toFile())
                .getDocumentElement();
    }

    private static RunSummary with(RunSummary run, Verdict verdict, Map<String, CheckResult> checkers) {
        return new RunSummary(
                run.schemaVersion(),
                verdict,
                run.reason(),
                run.startedAt(),
                run.seed(),
                run.workload(),
                run.nemesis(),
                run.system(),
                run.nodes(),
                run.concurrency(),
                run.durationMs(),
                run.operations(),
                run.faults(),
                checkers,
                run.recovery(),
                run.evidence(),
                run.report(),
                run.command());
    }
}
