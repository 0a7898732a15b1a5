package io.partita.provisioning.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class LocalServiceTests {

    @TempDir
    private Path directory;

    private Path output;
    private Path pid;

    @BeforeEach
    void files() {
        output = directory.resolve("output");
        pid = directory.resolve("pid");
    }

    private List<String> sleeping() {
        return List.of("sh", "-c", "echo $$ > " + pid + ".new; mv " + pid + ".new " + pid + "; exec sleep 600");
    }

    private ProcessHandle started() throws Exception {
        while (!Files.exists(pid)) {
            TimeUnit.MILLISECONDS.sleep(20);
        }
        return ProcessHandle.of(Long.parseLong(Files.readString(pid).strip())).orElseThrow();
    }

    private static void awaitEnd(ProcessHandle process) throws Exception {
        while (process.isAlive()) {
            TimeUnit.MILLISECONDS.sleep(20);
        }
    }

    @Test
    void theProgramEndsWhenTheServiceIsClosed() throws Exception {
        LocalService service = LocalService.start(sleeping(), output);
        ProcessHandle process = started();
        assertThat(service.isRunning()).isTrue();

        service.close();

        assertThat(service.isRunning()).isFalse();
        awaitEnd(process);
        service.close();
    }

    @Test
    void aProgramThatEndsByItselfIsNotRunningAndWhatItWroteIsKept() throws Exception {
        try (LocalService service = LocalService.start(List.of("sh", "-c", "echo no such port; exit 3"), output)) {
            while (service.isRunning()) {
                TimeUnit.MILLISECONDS.sleep(20);
            }
            assertThat(service.output()).isEqualTo("no such port");
        }
    }

    @Test
    void theProgramEndsWithOurOwnProcessEvenIfThatIsKilled() throws Exception {
        Process owner = owner();
        ProcessHandle process = started();

        owner.destroyForcibly();

        awaitEnd(process);
    }

    private Process owner() throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Owner.class.getName(),
                        output.toString(),
                        sleeping().get(2))
                .inheritIO()
                .start();
    }

    /** A process that starts a service and never closes it. */
    static final class Owner {
        private Owner() {}

        public static void main(String[] args) throws InterruptedException {
            LocalService.start(List.of("sh", "-c", args[1]), Path.of(args[0]));
            TimeUnit.MINUTES.sleep(5);
        }
    }

    @Test
    void programsOfTheAdministratorAreFound() {
        assertThat(LocalService.program("sh")).isPresent();
        assertThat(LocalService.program("no-such-program-anywhere")).isEmpty();
    }
}
