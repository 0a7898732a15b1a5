package io.partita.testbed.coordination;

import io.partita.testbed.runtime.Answers;
import io.partita.testbed.runtime.Loop;
import io.partita.testbed.runtime.ZooKeeper;
import io.partita.testbed.runtime.ZooKeeper.Session;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The members of a group: the ephemeral sequential children of one node. Everybody watches the whole list, as Mesos does.
 * While the session is expired, the group is taken for empty. Requests that fail are repeated until they succeed.
 */
public final class Group {

    private final Loop loop;
    private final ZooKeeper zooKeeper;
    private final String path;
    private final Duration retry;
    private Consumer<List<Member>> listener;
    private List<Member> known;
    private long reads;

    /** @param retry pause before a failed request is repeated */
    public Group(Loop loop, ZooKeeper zooKeeper, String path, Duration retry) {
        this.loop = loop;
        this.zooKeeper = zooKeeper;
        this.path = path;
        this.retry = retry;
    }

    /** Calls {@code newListener} with the members, by sequence, now and whenever they change. To be called once. */
    public void watch(Consumer<List<Member>> newListener) {
        listener = Objects.requireNonNull(newListener, "newListener is null");
        zooKeeper.onSession(session -> {
            if (session == Session.CONNECTED) {
                read();
            } else if (session == Session.EXPIRED) {
                reads++;
                tell(List.of());
            }
        });
    }

    /** What a member wrote into its node; completes on the loop, with a failure if it is gone. */
    public void content(Member member, Consumer<String> good, Consumer<? super Throwable> bad) {
        Answers.on(loop, zooKeeper.get(path + "/" + member.name()), content -> good.accept(content.data()), bad);
    }

    private void read() {
        long mine = ++reads;
        Answers.on(
                loop,
                zooKeeper.ensurePath(path).thenCompose(made -> zooKeeper.children(path, () -> changed(mine))),
                names -> {
                    if (mine == reads) {
                        tell(names.stream()
                                .map(Member::parse)
                                .flatMap(Optional::stream)
                                .sorted(Comparator.comparingLong(Member::sequence))
                                .toList());
                    }
                },
                failure -> later(mine));
    }

    private void changed(long mine) {
        if (mine == reads) {
            read();
        }
    }

    private void later(long mine) {
        loop.after(retry, () -> changed(mine));
    }

    private void tell(List<Member> members) {
        if (!members.equals(known)) {
            known = members;
            listener.accept(members);
        }
    }
}
