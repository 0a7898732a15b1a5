package io.partita.control.shrink;

import static org.assertj.core.api.Assertions.assertThat;

import io.partita.control.shrink.Shrunk.Ending;
import io.partita.nemesis.schedule.PlannedFault;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ShrinkReportTests {

    private static final PlannedFault KILL =
            new PlannedFault("kill(n1)", 7, Duration.ofSeconds(5), Duration.ofSeconds(15));

    @TempDir
    private Path run;

    private ShrinkReport report(List<PlannedFault> parts, Tally tally, Ending ending) {
        return new ShrinkReport(run, Set.of("linearizable"), 4, new Shrunk<>(parts, tally, 9, ending), "again");
    }

    @Test
    void saysWhatIsLeftHowOftenItFailsAndHowToSeeItAgain() throws Exception {
        ShrinkReport report = report(List.of(KILL), new Tally(3, 4), Ending.SMALLEST);
        assertThat(report.toText())
                .contains("from 4 faults to 1, in 9 runs; no part of it can be left out")
                .contains("kill(n1) from 5.0 s for 10.0 s")
                .contains("in 3 of 4 runs", "by linearizable", "again       again");
        report.write();
        assertThat(Files.readString(run.resolve("shrink.json")))
                .contains(
                        "\"faultsBefore\" : 4",
                        "\"failed\" : 3",
                        "\"ending\" : \"smallest\"",
                        "\"fault\" : \"kill(n1)\"");
        assertThat(run.resolve("shrink.md")).content().contains("    SHRUNK");
    }

    @Test
    void doesNotPretendToHaveFoundWhatDidNotComeAgain() {
        assertThat(report(List.of(KILL), new Tally(0, 3), Ending.NOT_REPRODUCED).toText())
                .contains("NOT REPRODUCED", "the plan of 4 faults ran 3 times", "more seldom than in 56 of 100")
                .doesNotContain("SHRUNK");
    }
}
