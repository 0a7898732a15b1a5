package io.partita.testbed.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogTests {

    private static final Instant TIME = Instant.parse("2026-11-21T00:20:30.123456Z");

    @TempDir
    private Path directory;

    @Test
    void mesosWritesLikeGlog() {
        assertThat(LogForm.MESOS.line(LogForm.Level.INFO, TIME, 4711, "master", "text"))
                .isEqualTo("I1121 00:20:30.123456  4711 master] text");
        assertThat(LogForm.MESOS.line(LogForm.Level.WARN, TIME, 123456, "agent", "text"))
                .isEqualTo("W1121 00:20:30.123456 123456 agent] text");
    }

    @Test
    void marathonWritesItsOwnWay() {
        assertThat(LogForm.MARATHON.line(LogForm.Level.INFO, TIME, 4711, "marathon", "text"))
                .isEqualTo("[2026-11-21 00:20:30,123] INFO  text (marathon)");
        assertThat(LogForm.MARATHON.line(LogForm.Level.ERROR, TIME, 4711, "marathon", "text"))
                .isEqualTo("[2026-11-21 00:20:30,123] ERROR text (marathon)");
    }

    @Test
    void linesGoToTheEndOfTheFileAndToStandardOutputAtOnce() throws IOException {
        Path file = directory.resolve("logs/marathon.log");
        Files.createDirectories(file.getParent());
        Files.writeString(file, "before\n");
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        FileLog log = new FileLog(LogForm.MARATHON, "marathon", () -> TIME, file, out);
        log.info("one");
        log.warn("two ä");
        log.error("three");
        assertThat(Files.readString(file)).isEqualTo("""
                        before
                        [2026-11-21 00:20:30,123] INFO  one (marathon)
                        [2026-11-21 00:20:30,123] WARN  two ä (marathon)
                        [2026-11-21 00:20:30,123] ERROR three (marathon)
                        """);
        assertThat("before\n" + out).isEqualTo(Files.readString(file));
    }

    @Test
    void aFullDiskEndsNobody() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        FileLog log = new FileLog(LogForm.MESOS, "master", () -> TIME, Path.of("/dev/full"), out);
        log.info("lost in the file");
        assertThat(out.toString()).endsWith("lost in the file\n");
    }
}
