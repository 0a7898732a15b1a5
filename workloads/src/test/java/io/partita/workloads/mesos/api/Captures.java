package io.partita.workloads.mesos.api;

import io.partita.workloads.http.HttpAnswer.Received;
import io.partita.workloads.http.Recorded;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** What real servers answered; recorded for the testbed, which has to answer alike. */
final class Captures {

    static final Path ROOT = Path.of("..", "testbed", "src", "test", "resources", "captures");

    private Captures() {}

    /** All recorded files, by their path below the root. */
    static List<String> all() {
        try (Stream<Path> files = Files.walk(ROOT)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> ROOT.relativize(file).toString())
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static byte[] bytes(String file) {
        try {
            return Files.readAllBytes(ROOT.resolve(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String text(String file) {
        return new String(bytes(file), StandardCharsets.UTF_8);
    }

    /** The answer with this body; with its own status and headers if they were recorded, else with 200. */
    static Received answer(String bodyFile) throws IOException {
        String stem = bodyFile.substring(0, bodyFile.lastIndexOf('.'));
        for (String ending : List.of(".hdr", ".headers")) {
            if (Files.exists(ROOT.resolve(stem + ending))) {
                // Paths were replaced in recorded bodies, so their lengths are no longer those that their heads tell.
                byte[] body = bytes(bodyFile);
                var whole = new ByteArrayOutputStream();
                whole.write(withLength(text(stem + ending), body.length).getBytes(StandardCharsets.UTF_8));
                whole.write(body);
                return Recorded.answer(whole.toByteArray());
            }
        }
        return new Received(200, Map.of(), text(bodyFile), Duration.ZERO);
    }

    /** A recorded head, made to fit a body of this length. */
    static String withLength(String head, int length) {
        return head.replaceFirst("(?i)Content-Length: \\d+", "Content-Length: " + length);
    }
}
