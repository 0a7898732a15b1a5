package io.partita.provisioning.system.zookeeper;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;

/**
 * What a ZooKeeper server says about itself when it is asked on its client port. Immutable.
 *
 * @param mode {@code leader}, {@code follower}, {@code observer}, {@code standalone} or {@code read-only}
 * @param zxid the last transaction the server applied; its upper 32 bits count the leaders there have been
 */
public record ServerStatus(String mode, long zxid) {

    /** Whether the server takes itself for the one that orders the writes. */
    public boolean leads() {
        return mode.equals("leader") || mode.equals("standalone");
    }

    /**
     * Asks the server at {@code address}, on a connection of its own.
     *
     * @throws IOException if it does not answer within {@code limit}, or says that it does not serve clients now
     */
    public static ServerStatus ask(InetSocketAddress address, Duration limit) throws IOException {
        return parse(fourLetterWord(address, "srvr", limit));
    }

    /** Reads the answer to {@code srvr}. */
    static ServerStatus parse(String answer) throws IOException {
        String mode = value(answer, "Mode: ").orElseThrow(() -> refusal(answer));
        String zxid = value(answer, "Zxid: 0x").orElseThrow(() -> refusal(answer));
        return new ServerStatus(mode, Long.parseUnsignedLong(zxid, 16));
    }

    /** How many followers have caught up with the leader at {@code address}; 0 if it does not lead. */
    static int syncedFollowers(InetSocketAddress address, Duration limit) throws IOException {
        return value(fourLetterWord(address, "mntr", limit), "zk_synced_followers\t")
                .map(Integer::parseInt)
                .orElse(0);
    }

    private static Optional<String> value(String answer, String prefix) {
        return answer.lines()
                .filter(line -> line.startsWith(prefix))
                .map(line -> line.substring(prefix.length()).strip())
                .findFirst();
    }

    private static IOException refusal(String answer) {
        return new IOException(answer.lines().findFirst().orElse("the server closed the connection without an answer"));
    }

    private static String fourLetterWord(InetSocketAddress address, String word, Duration limit) throws IOException {
        int millis = (int) Math.max(1, limit.toMillis());
        try (Socket socket = new Socket()) {
            socket.connect(address, millis);
            socket.setSoTimeout(millis);
            socket.getOutputStream().write(word.getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
