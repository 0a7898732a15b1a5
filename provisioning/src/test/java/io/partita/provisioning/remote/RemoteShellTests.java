package io.partita.provisioning.remote;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The shell text on this machine's shells, without a server in between. */
class RemoteShellTests {

    @ParameterizedTest
    @ValueSource(strings = {"/bin/sh", "/bin/dash", "/bin/bash"})
    void aCommandStartedByAServerThatMakesNoGroupsGetsItsOwn(String shell) throws Exception {
        assumeExists(shell);
        String text = RemoteShell.inOwnGroup("MARK:", List.of("sh", "-c", "ps -o pgid= -p $$; exit 7"));
        Process process = new ProcessBuilder(shell, "-c", text).start();
        List<String> lines = process.inputReader(StandardCharsets.UTF_8)
                .lines()
                .map(String::strip)
                .toList();
        assertThat(process.waitFor()).isEqualTo(7);
        assertThat(lines).hasSize(2);
        assertThat(lines.get(0)).isEqualTo("MARK:" + lines.get(1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/bin/sh", "/bin/dash", "/bin/bash"})
    void aCommandThatLeadsItsGroupAlreadyIsNotMovedToAnother(String shell) throws Exception {
        assumeExists(shell);
        String text = RemoteShell.inOwnGroup("MARK:", List.of("true"));
        Process process = new ProcessBuilder("setsid", "-w", shell, "-c", "exec " + shell + " -c \"$0\"", text).start();
        String line = process.inputReader(StandardCharsets.UTF_8).readLine();
        assertThat(process.waitFor()).isZero();
        assertThat(line).isEqualTo("MARK:" + process.pid());
    }

    @ParameterizedTest
    @ValueSource(strings = {"/bin/sh", "/bin/dash", "/bin/bash"})
    void theServingShellAnswersEveryRequestWhateverTheOneBeforeLeftUnread(String shell) throws Exception {
        assumeExists(shell);
        Process process = new ProcessBuilder(shell, "-c", RemoteShell.serve().get(2)).start();
        try (var stdin = process.getOutputStream()) {
            byte[] unread = new byte[300_000];
            stdin.write(
                    RemoteShell.request("A1", unread.length, List.of("true")).getBytes(StandardCharsets.UTF_8));
            stdin.write(unread);
            stdin.write(RemoteShell.request("A2", 5, List.of("cat")).getBytes(StandardCharsets.UTF_8));
            stdin.write("x\0y\nz".getBytes(StandardCharsets.UTF_8));
            stdin.write(RemoteShell.request("A3", 0, List.of("exit", "3")).getBytes(StandardCharsets.UTF_8));
            stdin.write(RemoteShell.request("A4", 0, List.of("printf", "%s", "new\nline"))
                    .getBytes(StandardCharsets.UTF_8));
        }
        var output = new MarkedInput(process.getInputStream());
        assertThat(until(output, "A1")).isEmpty();
        assertThat(until(output, "\n")).isEqualTo("0");
        assertThat(until(output, "A2")).isEqualTo("x\0y\nz");
        assertThat(until(output, "\n")).isEqualTo("0");
        assertThat(until(output, "A3")).isEmpty();
        assertThat(until(output, "\n")).isEqualTo("127");
        assertThat(until(output, "A4")).isEqualTo("new\nline");
        assertThat(until(output, "\n")).isEqualTo("0");
        process.waitFor();
    }

    private static String until(MarkedInput input, String marker) throws Exception {
        var bytes = new ByteArrayOutputStream();
        input.copyUntil(marker.getBytes(StandardCharsets.UTF_8), bytes);
        return bytes.toString(StandardCharsets.UTF_8);
    }

    private static void assumeExists(String shell) {
        Assumptions.assumeTrue(new java.io.File(shell).canExecute(), "needs " + shell);
    }
}
