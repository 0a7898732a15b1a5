package io.partita.workloads.zookeeper;

import io.partita.workloads.client.Client;
import io.partita.workloads.client.Completion;
import io.partita.workloads.client.Invocation;
import io.partita.workloads.zookeeper.Session.Versioned;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.apache.zookeeper.KeeperException;

/**
 * Registers kept in znodes: {@code read}, {@code write}, {@code cas [expected, new]}. A register without a znode was
 * never written; the first write makes it.
 *
 * <p>A compare-and-set is a read and a change that names the version read. Versions count the changes of a znode, and
 * nobody deletes one: if the change is accepted, the znode still was at that version, so at that instant it held what
 * was read. Whatever happened before the read, the change itself is the atomic compare-and-set. A read that finds
 * something else proves nothing about the instant, so the operation merely failed, without having sent a change.
 */
final class RegisterClient implements Client {

    /** The parent of all registers. */
    static final String ROOT = "/partita/register";

    private final Session session;
    private final ReadMode reads;
    private final Duration limit;
    private final Consumer<Object> used;

    /**
     * @param limit how long one operation may take
     * @param used told the register of every operation
     */
    RegisterClient(Session session, ReadMode reads, Duration limit, Consumer<Object> used) {
        this.session = session;
        this.reads = reads;
        this.limit = limit;
        this.used = used;
    }

    static String path(Object key) {
        return ROOT + "/" + key;
    }

    @Override
    public Completion invoke(Invocation invocation) throws InterruptedException {
        used.accept(invocation.key());
        var attempt = new Attempt(invocation, path(invocation.key()), Deadline.in(limit));
        try {
            return switch (invocation.f()) {
                case "read" -> attempt.read();
                case "write" -> attempt.write();
                case "cas" -> attempt.compareAndSet();
                default -> throw new IllegalArgumentException("a register has no " + invocation.f());
            };
        } catch (InterruptedException | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            return Trouble.complete(invocation, attempt.changeSent, e);
        }
    }

    @Override
    public void close() {
        session.close();
    }

    private final class Attempt {

        private final Invocation invocation;
        private final String path;
        private final Deadline deadline;
        private boolean changeSent;

        Attempt(Invocation invocation, String path, Deadline deadline) {
            this.invocation = invocation;
            this.path = path;
            this.deadline = deadline;
        }

        Completion read() throws Exception {
            if (reads == ReadMode.SYNC) {
                session.sync(path, deadline);
            }
            try {
                return Completion.ok(
                        Long.valueOf(session.getData(path, deadline).content()));
            } catch (KeeperException.NoNodeException e) {
                return Completion.ok(null);
            }
        }

        /** A refused step had no effect, so the next one may be tried: only the last is the write. */
        Completion write() throws Exception {
            String content = String.valueOf(invocation.value());
            try {
                set(content, -1);
            } catch (KeeperException.NoNodeException missing) {
                try {
                    session.create(path, content, deadline);
                } catch (KeeperException.NodeExistsException e) {
                    set(content, -1);
                }
            }
            return Completion.ok(invocation.value());
        }

        Completion compareAndSet() throws Exception {
            List<?> pair = (List<?>) invocation.value();
            Versioned found = session.getData(path, deadline);
            if (!found.content().equals(String.valueOf(pair.get(0)))) {
                return Completion.fail(invocation, "mismatch: found " + found.content());
            }
            set(String.valueOf(pair.get(1)), found.version());
            return Completion.ok(invocation.value());
        }

        private void set(String content, int version) throws Exception {
            changeSent = true;
            session.setData(path, content, version, deadline);
        }
    }
}
