package io.partita.control.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Standard output and error as this program writes them: in UTF-8 whatever the locale says, because results are read by other
 * programs, and without losing a word silently. A {@link PrintStream} swallows what goes wrong; this keeps it for the end.
 */
final class StandardStreams {

    private final Remembering out;

    StandardStreams(OutputStream out) {
        this.out = new Remembering(out);
    }

    /** Takes the place of {@link System#out} and {@link System#err}. */
    static StandardStreams install() {
        StandardStreams streams = new StandardStreams(new FileOutputStream(FileDescriptor.out));
        System.setOut(streams.print());
        System.setErr(new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8));
        return streams;
    }

    /** What prints to it. */
    PrintStream print() {
        return new PrintStream(out, true, StandardCharsets.UTF_8);
    }

    /**
     * Why something that was printed has got lost; empty if all went through. That a reader went away early, as {@code head}
     * does, is its own decision and no loss.
     */
    Optional<String> loss() {
        return Optional.ofNullable(out.failure)
                .map(IOException::getMessage)
                .filter(message -> !message.equals("Broken pipe"));
    }

    private static final class Remembering extends OutputStream {
        private final OutputStream inner;
        private volatile IOException failure;

        Remembering(OutputStream inner) {
            this.inner = inner;
        }

        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int from, int length) throws IOException {
            try {
                inner.write(bytes, from, length);
            } catch (IOException e) {
                failure = failure == null ? e : failure;
                throw e;
            }
        }
    }
}
