package io.partita.provisioning.remote;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@link Remote} promises, against a real server. */
class SshRemoteIT {

    private static OpenSshServer server;
    private static SshNodes nodes;
    private static Remote remote;

    @BeforeAll
    static void connect() throws Exception {
        server = OpenSshServer.start();
        nodes = server.connect(1);
        remote = nodes.on("n1");
    }

    @AfterAll
    static void disconnect() throws Exception {
        if (nodes != null) {
            nodes.close();
        }
        if (server != null) {
            server.close();
        }
    }

    @Test
    void saysHowACommandEnded() {
        CommandResult result = remote.run(Command.script("echo out; echo err >&2; exit 3"));
        assertThat(result.exitStatus()).isEqualTo(3);
        assertThat(result.signal()).isEmpty();
        assertThat(result.stdout()).isEqualTo("out\n");
        assertThat(result.stderr()).isEqualTo("err\n");
    }

    @Test
    void saysHowACommandOfTheFastShellEnded() {
        CommandResult result = remote.runFast(Command.script("echo out; echo err >&2; exit 3"));
        assertThat(result.exitStatus()).isEqualTo(3);
        assertThat(result.signal()).isEmpty();
        assertThat(result.stdout()).isEqualTo("out\n");
        assertThat(result.stderr()).isEqualTo("err\n");
    }

    @Test
    void writesAFileIntoADirectoryThatIsNotThereYet(@TempDir Path directory) throws Exception {
        Path target = directory.resolve("a/b c/file");
        remote.write(target.toString(), "hello".getBytes(StandardCharsets.UTF_8), 0640);
        assertThat(target).hasContent("hello");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(target)))
                .isEqualTo("rw-r-----");
        assertThat(target.getParent()).isDirectoryContaining(p -> true).isDirectoryNotContaining("glob:*file.*");
    }
}
