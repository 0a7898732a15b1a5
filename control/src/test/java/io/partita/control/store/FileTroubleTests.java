package io.partita.control.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileTroubleTests {

    @TempDir
    private Path directory;

    @Test
    void aFileThatIsNotThereIsSaidNotToBe() {
        Path file = directory.resolve("gone");
        IOException failure = catchThrowableOfType(IOException.class, () -> Files.readString(file));
        assertThat(FileTrouble.of(failure)).isEqualTo(file + ": no such file or directory");
    }

    @Test
    void aFileThatMayNotBeReadSaysSo() {
        assertThat(FileTrouble.of(Path.of("given"), new AccessDeniedException("secret")))
                .isEqualTo("given: permission denied");
    }

    @Test
    void bytesThatAreNoTextAreNamed() throws IOException {
        Path file = Files.write(directory.resolve("bytes"), new byte[] {(byte) 0xff});
        IOException failure = catchThrowableOfType(IOException.class, () -> Files.readString(file));
        assertThat(FileTrouble.of(file, failure)).isEqualTo(file + ": not UTF-8");
    }

    @Test
    void whatTheSystemSaysIsKept() {
        assertThat(FileTrouble.of(new FileSystemException("a", "b", "No space left on device")))
                .isEqualTo("a: No space left on device");
        assertThat(FileTrouble.of(new IOException("Broken pipe"))).isEqualTo("Broken pipe");
        assertThat(FileTrouble.of(new IOException())).isEqualTo("IOException");
    }
}
