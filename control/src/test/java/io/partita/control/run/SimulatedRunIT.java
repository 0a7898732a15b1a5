package io.partita.control.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.partita.nemesis.MemoryDisk;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** As {@link SimulatedRunTests}, of many seeds, and in virtual machines of their own. */
class SimulatedRunIT {

    @TempDir(factory = MemoryDisk.class)
    Path directory;

    @Test
    @Tag("nightly")
    void aThousandSeedsGiveTheSameJournalTwice() throws Exception {
        SimulatedRunTests.repeatsItself(1_000, directory);
    }

    /** The JDK shuffles its immutable maps and sets anew in every virtual machine. */
    @Test
    @Tag("nightly")
    void theJournalIsTheSameInEveryVirtualMachine() throws Exception {
        List<Path> files = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            Path file = directory.resolve(i + ".jsonl");
            Process process =
                    OtherMachine.start(SimulatedRunIT.class, directory.resolve(i + ".txt"), "20", file.toString());
            assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
            assertThat(process.exitValue()).isZero();
            files.add(file);
        }
        for (Path file : files) {
            assertThat(Files.mismatch(files.get(0), file)).as("%s", file).isEqualTo(-1);
        }
    }

    /** Arguments: how many seeds, and where to put their journals, one behind the other. */
    public static void main(String[] arguments) throws Exception {
        Path made = Files.createTempDirectory(Path.of(arguments[1]).getParent(), "made-");
        try (var out = Files.newOutputStream(Path.of(arguments[1]))) {
            for (int seed = 0; seed < Integer.parseInt(arguments[0]); seed++) {
                out.write(SimulatedRun.of(seed, made).journal());
            }
        }
    }
}
