package io.partita.workloads.zookeeper;

import io.partita.provisioning.system.zookeeper.ServerStatus;
import io.partita.workloads.client.Client;
import io.partita.workloads.client.Completion;
import io.partita.workloads.client.Invocation;
import io.partita.workloads.zookeeper.Session.Versioned;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A counter kept in one znode. {@code increment} reads count and version and writes the next count under that version;
 * it answers the count that it made, so that no two may answer the same. {@code read} answers the count, after a
 * {@code sync}. {@code leader} asks every server whether it leads, and answers with who said so.
 */
final class CounterClient implements Client {

    /** The counter. */
    static final String PATH = "/partita/counter";

    private static final Duration QUESTION_LIMIT = Duration.ofMillis(200);

    private final Session session;
    private final Map<String, InetSocketAddress> servers;
    private final Duration limit;

    /**
     * @param servers every server's client address, by node
     * @param limit how long one operation may take
     */
    CounterClient(Session session, Map<String, InetSocketAddress> servers, Duration limit) {
        this.session = session;
        this.servers = servers;
        this.limit = limit;
    }

    @Override
    public Completion invoke(Invocation invocation) throws InterruptedException {
        if (invocation.f().equals("leader")) {
            return Completion.ok(leaders());
        }
        Deadline deadline = Deadline.in(limit);
        boolean changeSent = false;
        try {
            if (invocation.f().equals("read")) {
                session.sync(PATH, deadline);
                return Completion.ok(
                        Long.valueOf(session.getData(PATH, deadline).content()));
            }
            Versioned found = session.getData(PATH, deadline);
            long next = Long.parseLong(found.content()) + 1;
            changeSent = true;
            session.setData(PATH, String.valueOf(next), found.version(), deadline);
            return Completion.ok(next);
        } catch (InterruptedException | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            return Trouble.complete(invocation, changeSent, e);
        }
    }

    /** Servers that do not answer at once, or do not serve, are left out. */
    private Map<String, Object> leaders() {
        List<Object> serving = new ArrayList<>();
        Map<String, Object> epochs = new LinkedHashMap<>();
        servers.forEach((node, address) -> {
            try {
                ServerStatus status = ServerStatus.ask(address, QUESTION_LIMIT);
                serving.add(node);
                if (status.leads()) {
                    epochs.put(node, status.zxid() >>> 32);
                }
            } catch (IOException e) {
                // Its absence from the answer says so.
            }
        });
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("leaders", epochs);
        answer.put("serving", serving);
        return answer;
    }

    @Override
    public void close() {
        session.close();
    }
}
