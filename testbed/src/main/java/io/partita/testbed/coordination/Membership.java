package io.partita.testbed.coordination;

import io.partita.testbed.runtime.Answers;
import io.partita.testbed.runtime.Loop;
import io.partita.testbed.runtime.ZooKeeper;
import io.partita.testbed.runtime.ZooKeeper.Mode;
import io.partita.testbed.runtime.ZooKeeper.Session;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/**
 * One's own membership in a group. Joining is repeated until it succeeds; a request whose outcome is unknown is looked
 * for by its content before another is made, so one session never has two memberships.
 */
public final class Membership {

    /** What its owner hears. */
    public interface Listener {

        /** It is in the group now. */
        void joined(Member self);

        /** The session is over, and the membership with it. It may {@link #join} again. */
        void lost();
    }

    private final Loop loop;
    private final ZooKeeper zooKeeper;
    private final String path;
    private final String label;
    private final String content;
    private final Duration retry;
    private final Listener listener;
    private Member self;
    private boolean wanted;
    private boolean connected;
    /** Whether this session may have a node that is not known: only then is it looked for. */
    private boolean uncertain;

    private long attempts;

    /**
     * @param label what its name begins with, such as {@code json.info_}
     * @param content unlike that of any other process
     * @param retry pause before a failed request is repeated
     */
    public Membership(
            Loop loop,
            ZooKeeper zooKeeper,
            String path,
            String label,
            String content,
            Duration retry,
            Listener listener) {
        this.loop = loop;
        this.zooKeeper = zooKeeper;
        this.path = path;
        this.label = label;
        this.content = content;
        this.retry = retry;
        this.listener = listener;
        zooKeeper.onSession(this::session);
    }

    /** Enters the group as soon as there is a session. */
    public void join() {
        wanted = true;
        if (connected && self == null) {
            attempt();
        }
    }

    /** Leaves the group; {@code then} runs once the node is gone or the attempt failed. */
    public void leave(Runnable then) {
        wanted = false;
        attempts++;
        Member left = self;
        self = null;
        if (left == null) {
            then.run();
            return;
        }
        Answers.on(loop, zooKeeper.delete(path + "/" + left.name(), -1), done -> then.run(), failure -> {
            uncertain = true;
            then.run();
        });
    }

    /** The membership; empty while there is none. */
    public Optional<Member> self() {
        return Optional.ofNullable(self);
    }

    private void session(Session session) {
        connected = session == Session.CONNECTED;
        if (session == Session.CONNECTED && wanted && self == null) {
            attempt();
        } else if (session == Session.EXPIRED) {
            attempts++;
            uncertain = false;
            boolean had = self != null || wanted;
            self = null;
            wanted = false;
            if (had) {
                listener.lost();
            }
        }
    }

    private void attempt() {
        long mine = ++attempts;
        Answers.on(
                loop,
                zooKeeper.ensurePath(path).thenCompose(made -> zooKeeper.children(path)),
                names -> {
                    if (mine == attempts) {
                        // Without need, a dead process' node with the same content could be taken for one's own.
                        List<String> candidates = uncertain ? names : List.of();
                        lookForSelf(
                                mine,
                                candidates.stream()
                                        .filter(name -> name.startsWith(label))
                                        .iterator());
                    }
                },
                failure -> later(mine));
    }

    private void lookForSelf(long mine, Iterator<String> names) {
        if (!names.hasNext()) {
            create(mine);
            return;
        }
        String name = names.next();
        Consumer<Throwable> next = failure -> {
            if (mine == attempts) {
                lookForSelf(mine, names);
            }
        };
        CompletableFuture<ZooKeeper.Content> answer = zooKeeper.get(path + "/" + name);
        Answers.on(
                loop,
                answer,
                found -> {
                    if (mine != attempts) {
                        return;
                    }
                    if (found.data().equals(content)) {
                        joined(name);
                    } else {
                        lookForSelf(mine, names);
                    }
                },
                next);
    }

    private void create(long mine) {
        Answers.on(
                loop,
                zooKeeper.create(path + "/" + label, content, Mode.EPHEMERAL_SEQUENTIAL),
                created -> {
                    if (mine == attempts) {
                        joined(created.substring(path.length() + 1));
                    } else {
                        uncertain = true;
                    }
                },
                failure -> {
                    uncertain = true;
                    later(mine);
                });
    }

    private void joined(String name) {
        self = Member.parse(name).orElseThrow(() -> new IllegalStateException("no number: " + name));
        listener.joined(self);
    }

    private void later(long mine) {
        loop.after(retry, () -> {
            if (mine == attempts && wanted && connected) {
                attempt();
            }
        });
    }

    /** For tests and logs. */
    @Override
    public String toString() {
        return path + "/" + label + List.of(self());
    }
}
