package io.partita.provisioning.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogTailTests {

    @TempDir
    private Path directory;

    private Path log(String text) throws IOException {
        return Files.writeString(directory.resolve("log"), text);
    }

    @Test
    void theLastLinesAreShownAndTheFileIsNamed() throws IOException {
        assertThat(LogTail.of(log("one\n".repeat(20) + "two\n")))
                .contains("two", directory.resolve("log").toString())
                .hasLineCount(10);
    }

    @Test
    void manyWarningsDoNotPushTheErrorOut() throws IOException {
        String error = "lxc-start n1 ERROR conf - cannot mount /nonexistent\n";
        String warning = "lxc-start n1 WARN cgfsng - Device or resource busy\n";
        assertThat(LogTail.ofErrors(log(warning + error + warning.repeat(50))))
                .contains("cannot mount /nonexistent")
                .doesNotContain("WARN");
    }

    @Test
    void aMissingOrEmptyLogSaysNothing() throws IOException {
        assertThat(LogTail.of(directory.resolve("none"))).isEmpty();
        assertThat(LogTail.ofErrors(log("\n"))).isEmpty();
    }

    @Test
    void whatSteersATerminalIsLeftOut() throws IOException {
        assertThat(LogTail.of(log("\u001b[2Jgone"))).contains("[2Jgone").doesNotContain("\u001b");
    }
}
