package io.partita.provisioning.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.partita.provisioning.remote.Command;
import io.partita.provisioning.system.LocalRemote;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TarArchiveTests {

    @TempDir
    Path temp;

    @Test
    void tar_unpacks_it_with_content_mode_and_time() throws Exception {
        byte[] block = "x".repeat(512).getBytes(StandardCharsets.US_ASCII);
        byte[] archive = new TarArchive()
                .add("lib/one.jar", block, 0644)
                .add("bin/run.sh", "echo\n".getBytes(StandardCharsets.US_ASCII), 0755)
                .add("empty", new byte[0], 0600)
                .toBytes();
        new LocalRemote("n1")
                .require(Command.of("tar", "-x", "-C", temp.toString()).withStdin(archive));
        assertThat(temp.resolve("lib/one.jar")).hasBinaryContent(block);
        assertThat(temp.resolve("empty")).isEmptyFile();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(temp.resolve("bin/run.sh"))))
                .isEqualTo("rwxr-xr-x");
        assertThat(Files.getLastModifiedTime(temp.resolve("lib/one.jar")).toInstant())
                .isEqualTo(Instant.parse("2026-01-01T00:00:00Z"));
    }

    @Test
    void a_name_that_the_format_cannot_hold_is_refused() {
        assertThatThrownBy(() -> new TarArchive().add("x".repeat(100), new byte[0], 0644))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new TarArchive().add("ä", new byte[0], 0644))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
