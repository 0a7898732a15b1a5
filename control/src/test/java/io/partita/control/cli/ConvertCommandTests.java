package io.partita.control.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConvertCommandTests {

    private static final String EDN = """
            [{:type :invoke, :f :write, :value 1, :process 0, :time 5, :index 0}
             {:type :ok, :f :write, :value 1, :process 0, :time 9, :index 1}]
            """;

    @TempDir
    private Path directory;

    @BeforeEach
    void writeHistory() throws IOException {
        Files.writeString(directory.resolve("history.edn"), EDN);
    }

    @Test
    void formatsAreToldFromNamesAndNothingIsLost() throws Exception {
        expect(0, "(edn, 2 events) written to there.jsonl.gz (op-history/1)", "history.edn", "there.jsonl.gz");
        expect(0, "written to back.edn (edn)", "there.jsonl.gz", "back.edn");

        assertThat(directory.resolve("back.edn")).hasContent(EDN);
    }

    @Test
    void whatIsLostIsTold() throws Exception {
        expect(0, "control: warning: jepsen-log has no times", "history.edn", "history.log");
    }

    @Test
    void anExistingFileIsKeptUnlessForced() throws Exception {
        Path out = Files.writeString(directory.resolve("out.edn"), "precious");

        expect(64, "out.edn: exists already\n    Replace it with --force", "history.edn", "out.edn");
        assertThat(out).hasContent("precious");
        expect(0, "written to out.edn", "history.edn", "out.edn", "--force");
        assertThat(out).hasContent(EDN);
    }

    @Test
    void allProblemsAreNamedAtOnce() throws Exception {
        for (String problem : new String[] {
            "unknown format \"xml\"",
            "out.txt: the name does not tell the format",
            "nowhere.edn: no such file",
            "keys is \"x\""
        }) {
            expect(64, problem, "nowhere.edn", "out.txt", "--format", "xml", "--keys", "x");
        }
    }

    @Test
    void whatIsNoHistoryIsNotConverted() throws Exception {
        Files.writeString(directory.resolve("history.edn"), EDN.replace(":process 0, :time 9", ":process 1, :time 9"));

        expect(64, "history.edn:2: event 1: process 1 completes", "history.edn", "out.edn");
        assertThat(directory.resolve("out.edn")).doesNotExist();
    }

    private void expect(int status, String onStandardError, String... arguments) throws Exception {
        String[] all = new String[arguments.length + 1];
        all[0] = "convert";
        System.arraycopy(arguments, 0, all, 1, arguments.length);
        try (ControlProcess control = ControlProcess.start(directory, all)) {
            assertThat(control.await(Duration.ofSeconds(60))).as(control.err()).isEqualTo(status);
            assertThat(control.err()).contains(onStandardError).doesNotContain("Exception");
            assertThat(control.out()).isEmpty();
        }
    }
}
