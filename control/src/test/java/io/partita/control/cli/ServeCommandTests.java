package io.partita.control.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServeCommandTests {

    @TempDir
    Path directory;

    @Test
    void aPortThatIsTakenEndsWithAReasonAndAWayOut() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                ControlProcess control = ControlProcess.start(
                        directory, "serve", "--results", ".", "--port", String.valueOf(taken.getLocalPort()))) {

            assertThat(control.await(Duration.ofMinutes(1))).isEqualTo(3);
            assertThat(control.err())
                    .contains("cannot listen on 127.0.0.1:" + taken.getLocalPort(), "--port")
                    .doesNotContain("\tat ");
        }
    }

    @Test
    void aSignalEndsItCleanly() throws Exception {
        try (ControlProcess control = ControlProcess.start(directory, "serve", "--results", ".", "--port", "0")) {
            control.awaitThat(
                    "it serves", Duration.ofMinutes(1), () -> control.out().startsWith("http://127.0.0.1:"));

            control.terminate();

            assertThat(control.await(Duration.ofMinutes(1))).isEqualTo(143);
            assertThat(control.err()).isEqualToIgnoringNewLines("Ctrl-C ends it.");
        }
    }

    @Test
    void whatIsNoPortNoAddressAndNoDirectoryIsSaid() {
        assertThat(Main.run("serve", "--results", directory.toString(), "--port", "70000"))
                .isEqualTo(64);
        assertThat(Main.run("serve", "--results", directory.resolve("none").toString()))
                .isEqualTo(64);
        assertThat(Main.run("serve", "--results", directory.toString(), "--bind", "no such address"))
                .isEqualTo(64);
    }
}
