package io.partita.control.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.partita.checker.history.Op;
import io.partita.checker.history.OpType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalRecorderTests {

    @TempDir
    private Path directory;

    private List<String> recorded(boolean keepsSchedule) throws IOException {
        Path file = directory.resolve(keepsSchedule + ".jsonl");
        try (JournalRecorder recorder = new JournalRecorder(file, Map.of(), keepsSchedule)) {
            recorder.meantFor(5);
            recorder.record(new Op(0, 20, 0, OpType.INVOKE, "read", null, null, null));
            recorder.record(new Op(1, 30, 0, OpType.OK, "read", null, 1L, null));
        }
        return Files.readAllLines(file);
    }

    @Test
    void anInvocationSaysForWhenItWasMeantIfThatIsKept() throws IOException {
        List<String> lines = recorded(true);
        assertThat(lines.get(1)).contains("\"time\":20").contains("\"scheduled\":5");
        assertThat(lines.get(2)).doesNotContain("scheduled");
    }

    @Test
    void otherwiseTheJournalIsAsEver() throws IOException {
        assertThat(recorded(false)).noneMatch(line -> line.contains("scheduled"));
    }
}
