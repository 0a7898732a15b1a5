package io.partita.workloads.mesos.discovery;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.regex.Pattern;

/** HAProxy's administration socket: one command for each connection. Immutable. */
final class HaproxySocket {

    /** What it says when a server's address was set or already was so; a change of state has no answer. */
    private static final Pattern DONE =
            Pattern.compile("|.*(changed from|no need to change|nothing changed).*", Pattern.DOTALL);

    private static final int LONGEST_ANSWER = 1 << 16;

    private final Path path;

    HaproxySocket(Path path) {
        this.path = path;
    }

    /**
     * A change.
     *
     * @throws IOException if it cannot be told, or does not do it
     */
    void set(String command) throws IOException {
        String answer = command(command).strip();
        if (!DONE.matcher(answer).matches()) {
            throw new IOException("HAProxy answers \"" + answer + "\" to \"" + command + "\"");
        }
    }

    /** What it answers. */
    String command(String command) throws IOException {
        try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            channel.connect(UnixDomainSocketAddress.of(path));
            ByteBuffer request = ByteBuffer.wrap((command + "\n").getBytes(StandardCharsets.US_ASCII));
            while (request.hasRemaining()) {
                channel.write(request);
            }
            ByteBuffer answer = ByteBuffer.allocate(LONGEST_ANSWER);
            while (answer.hasRemaining() && channel.read(answer) >= 0) {
                // It closes the connection after its answer.
            }
            return new String(answer.array(), 0, answer.position(), StandardCharsets.US_ASCII);
        }
    }
}
