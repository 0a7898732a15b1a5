package io.partita.testbed.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.partita.testbed.messages.Address;
import io.partita.testbed.messages.AgentMessage.Pong;
import io.partita.testbed.runtime.LinesLog;
import io.partita.testbed.runtime.MessengerContract;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RealMessengerTests extends MessengerContract {

    @TempDir
    private Path directory;

    private final Map<Peer, RealPlatform> platforms = new HashMap<>();
    private final List<Integer> exits = new ArrayList<>();
    private final LinesLog log = new LinesLog();
    private final RealLoop watch = new RealLoop("watch", failure -> {});

    @AfterEach
    void end() {
        platforms.values().forEach(RealPlatform::close);
        watch.close();
        assertThat(exits).isEmpty();
    }

    @Override
    protected Address vacancy() {
        return Ports.vacant();
    }

    @Override
    protected Peer start(Address address) {
        RealPlatform platform = new RealPlatform("peer", address, log, "127.0.0.1:1", directory, exits::add);
        CompletableFuture<Peer> started = new CompletableFuture<>();
        platform.run(
                made -> {
                    Peer peer = new Peer(made);
                    // Completed after the ports are open: this action is over by then.
                    made.loop().execute(() -> started.complete(peer));
                    return peer;
                },
                Optional.empty());
        Peer peer = started.join();
        platforms.put(peer, platform);
        return peer;
    }

    @Override
    protected void kill(Peer peer) {
        platforms.get(peer).close();
    }

    @Override
    protected void until(String what, BooleanSupplier condition) {
        Waiting.until(watch, what, condition);
    }

    @Override
    protected void pause() {
        Waiting.aMoment(watch);
    }

    @Test
    void aLinkThroughSilenceIsBrokenAfterFiveSeconds() throws IOException {
        try (Silence silence = new Silence()) {
            List<Address> exited = new ArrayList<>();
            RealMessenger messenger = messenger(exited);
            long begin = System.nanoTime();
            watch.execute(() -> messenger.link(silence.address()));
            until("the link to break", () -> exited.equals(List.of(silence.address())));
            assertThat(System.nanoTime() - begin).isBetween(4_000_000_000L, 12_000_000_000L);
        }
    }

    @Test
    void messagesWaitForAPeerThatDoesNotReadAndFlowInOrderWhenItDoes() throws IOException {
        try (ServerSocket server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
            List<Address> exited = new ArrayList<>();
            RealMessenger messenger = messenger(exited);
            Address to = new Address("127.0.0.1", server.getLocalPort());
            String filler = "x".repeat(4_000);
            watch.execute(() -> {
                for (int i = 0; i < 3_000; i++) {
                    messenger.send(to, new Pong(i + filler));
                }
                messenger.send(to, new Pong("last"));
            });
            Socket deaf = server.accept();
            pause();
            assertThat(exited).isEmpty();
            String all = readUntil(deaf, "last");
            assertThat(all.indexOf("\"0xxx")).isLessThan(all.indexOf("\"1xxx")).isNotNegative();
            assertThat(all.split("POST /messages/Pong HTTP/1.1")).hasSize(3_002);
            deaf.close();
        }
    }

    @Test
    void ofTooManyThatWaitTheOldestAreDroppedAndSaidSo() throws IOException {
        try (Silence silence = new Silence();
                OutgoingConnection connection = new OutgoingConnection(silence.address(), log, 10)) {
            for (int i = 0; i < 25; i++) {
                connection.send(new byte[1]);
            }
            assertThat(log.lines())
                    .containsExactly(
                            "W More than 10 messages wait for " + silence.address() + "; dropping the oldest, 1 so far",
                            "W More than 10 messages wait for " + silence.address()
                                    + "; dropping the oldest, 11 so far");
        }
    }

    @Test
    void whatIsNoMessageIsRefused() throws IOException {
        Peer peer = start(vacancy());
        Address address = platforms.get(peer).messenger().address();
        assertThat(RawHttp.ask(
                        address, "POST /messages/Pong HTTP/1.1\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 400 Bad Request")
                .contains("no header Libprocess-From");
        String from = "Libprocess-From: 10.0.0.1:5050\r\nConnection: close\r\n";
        assertThat(RawHttp.ask(address, "POST /messages/Pang HTTP/1.1\r\n" + from + "Content-Length: 2\r\n\r\n{}"))
                .contains("no message is called Pang");
        assertThat(RawHttp.ask(address, "POST /messages/Pong HTTP/1.1\r\n" + from + "Content-Length: 2\r\n\r\n[]"))
                .contains("not a Pong");
    }

    private RealMessenger messenger(List<Address> exited) {
        RealMessenger messenger = new RealMessenger(new Address("127.0.0.1", 1), watch, log);
        messenger.receive(new io.partita.testbed.runtime.Messenger.Receiver() {
            @Override
            public void received(Address from, io.partita.testbed.messages.Message message) {}

            @Override
            public void exited(Address peer) {
                exited.add(peer);
            }
        });
        return messenger;
    }

    private static String readUntil(Socket socket, String end) throws IOException {
        StringBuilder all = new StringBuilder();
        byte[] buffer = new byte[65_536];
        socket.setSoTimeout(20_000);
        while (all.indexOf(end, Math.max(0, all.length() - buffer.length - end.length())) < 0) {
            int length = socket.getInputStream().read(buffer);
            all.append(new String(buffer, 0, length, java.nio.charset.StandardCharsets.ISO_8859_1));
        }
        return all.toString();
    }
}
