package io.partita.provisioning.system.zookeeper;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;

/**
 * Opens a client session through one server and closes it again. Both are transactions: the server forwards them to the
 * leader, a quorum has them on disk, and only then comes the answer. So a session opened is proof that this server takes
 * part in an ensemble that can write.
 *
 * <p>Source: the request formats of ZooKeeper's wire protocol, {@code zookeeper.jute}. Frames are a length and a body;
 * numbers are big-endian.
 */
final class SessionProbe {

    private static final int CLOSE_SESSION = -11;
    private static final int PASSWORD_LENGTH = 16;
    private static final int LONGEST_ANSWER = 4096;

    private SessionProbe() {}

    /**
     * Opens and closes a session at {@code address}.
     *
     * @throws IOException if it could not be opened within {@code limit}
     */
    static void run(InetSocketAddress address, Duration limit) throws IOException {
        int millis = (int) Math.max(1, limit.toMillis());
        try (Socket socket = new Socket()) {
            socket.connect(address, millis);
            socket.setSoTimeout(millis);
            socket.setTcpNoDelay(true);
            DataOutputStream out = new DataOutputStream(socket.getOutputStream());
            DataInputStream in = new DataInputStream(socket.getInputStream());
            send(out, connectRequest(millis));
            DataInputStream answer = receive(in);
            answer.readInt(); // protocol version
            answer.readInt(); // negotiated session timeout
            if (answer.readLong() == 0) {
                throw new IOException("the server refuses to open a session");
            }
            send(out, closeRequest());
            receive(in);
        }
    }

    private static byte[] connectRequest(int sessionTimeout) throws IOException {
        var bytes = new ByteArrayOutputStream();
        var body = new DataOutputStream(bytes);
        body.writeInt(0); // protocol version
        body.writeLong(0); // last transaction seen
        body.writeInt(sessionTimeout);
        body.writeLong(0); // session id: a new one
        body.writeInt(PASSWORD_LENGTH);
        body.write(new byte[PASSWORD_LENGTH]);
        body.writeBoolean(false); // not content with a read-only server
        return bytes.toByteArray();
    }

    private static byte[] closeRequest() throws IOException {
        var bytes = new ByteArrayOutputStream();
        var body = new DataOutputStream(bytes);
        body.writeInt(1); // request number
        body.writeInt(CLOSE_SESSION);
        return bytes.toByteArray();
    }

    private static void send(DataOutputStream out, byte[] body) throws IOException {
        out.writeInt(body.length);
        out.write(body);
        out.flush();
    }

    private static DataInputStream receive(DataInputStream in) throws IOException {
        int length = in.readInt();
        if (length < 0 || length > LONGEST_ANSWER) {
            throw new IOException("not a ZooKeeper server: it answers with a frame of " + length + " bytes");
        }
        byte[] body = new byte[length];
        in.readFully(body);
        return new DataInputStream(new ByteArrayInputStream(body));
    }
}
