package io.partita.testbed.server;

import io.partita.testbed.messages.Address;
import io.partita.testbed.messages.Message;
import io.partita.testbed.runtime.HttpService;
import io.partita.testbed.runtime.HttpService.Request;
import io.partita.testbed.runtime.HttpService.Responder;
import io.partita.testbed.runtime.HttpService.Response;
import io.partita.testbed.runtime.Log;
import io.partita.testbed.runtime.Loop;
import io.partita.testbed.runtime.Messenger;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Messages as HTTP requests {@code POST /messages/<kind>} with the message as JSON and the sender in the header
 * {@code Libprocess-From}. Its methods belong on the loop.
 *
 * <p>To every destination there is at most one connection, in one of three states. <em>None</em>: a message or a link begins
 * one. <em>Connecting</em>, for five seconds at most: messages wait. <em>Open</em>: messages flow. When an attempt fails or a
 * connection ends, the state is none, what waited is lost, and a link is told; only what is sent after that makes a new one.
 */
final class RealMessenger implements Messenger, AutoCloseable {

    private static final String PREFIX = "/messages/";
    private static final String FROM = "Libprocess-From";

    private final Address address;
    private final Loop loop;
    private final Log log;
    private final MessageCodec codec = new MessageCodec();
    private final Map<Address, Way> ways = new HashMap<>();
    private Receiver receiver;

    /** A connection, and whether its end is to be told. */
    private static final class Way {
        private final OutgoingConnection connection;
        private boolean linked;

        Way(OutgoingConnection connection) {
            this.connection = connection;
        }
    }

    RealMessenger(Address address, Loop loop, Log log) {
        this.address = address;
        this.loop = loop;
        this.log = log;
    }

    @Override
    public Address address() {
        return address;
    }

    @Override
    public void receive(Receiver newReceiver) {
        receiver = newReceiver;
    }

    @Override
    public void send(Address to, Message message) {
        Map<String, String> headers = new LinkedHashMap<>();
        byte[] body = codec.encode(message);
        headers.put("Host", to.toString());
        headers.put(FROM, address.toString());
        headers.put("Content-Type", "application/json");
        headers.put("Content-Length", Integer.toString(body.length));
        way(to).connection
                .send(HttpWire.head("POST " + PREFIX + MessageCodec.kind(message) + " HTTP/1.1", headers), body);
    }

    @Override
    public void link(Address peer) {
        way(peer).linked = true;
    }

    /** Takes messages out of what comes to a port; the rest goes to {@code others}. */
    HttpService before(HttpService others) {
        return (request, responder) -> {
            if (request.path().startsWith(PREFIX)) {
                accept(request, responder);
            } else {
                others.handle(request, responder);
            }
        };
    }

    private void accept(Request request, Responder responder) {
        if (!request.method().equals("POST")) {
            responder.respond(Response.of(405));
            return;
        }
        try {
            Address from = Address.parse(Optional.ofNullable(request.headers().get("libprocess-from"))
                    .orElseThrow(() -> new IllegalArgumentException("no header " + FROM)));
            Message message = codec.decode(request.path().substring(PREFIX.length()), request.body());
            loop.execute(() -> {
                if (receiver != null) {
                    receiver.received(from, message);
                }
            });
            responder.respond(Response.of(202));
        } catch (IllegalArgumentException e) {
            log.warn("Dropping a message from " + request.client() + ": " + e.getMessage());
            responder.respond(Response.of(400, "text/plain", e.getMessage() + "\n"));
        }
    }

    private Way way(Address to) {
        return ways.computeIfAbsent(to, peer -> {
            OutgoingConnection connection = new OutgoingConnection(peer, log);
            Way way = new Way(connection);
            connection.open(() -> loop.execute(() -> ended(peer, way)));
            return way;
        });
    }

    private void ended(Address peer, Way way) {
        ways.remove(peer, way);
        if (way.linked) {
            receiver.exited(peer);
        }
    }

    /** Lets what was sent leave, until {@code System.nanoTime()} is {@code deadline}. */
    void flush(long deadline) throws InterruptedException {
        for (Way way : ways.values()) {
            way.connection.awaitIdle(deadline);
        }
    }

    /** Ends all connections, as the end of the process does; nothing is told. */
    @Override
    public void close() {
        ways.values().forEach(way -> {
            way.linked = false;
            way.connection.close();
        });
    }
}
