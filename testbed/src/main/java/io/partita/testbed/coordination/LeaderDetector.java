package io.partita.testbed.coordination;

import io.partita.testbed.runtime.Loop;
import io.partita.testbed.runtime.ZooKeeper;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Tells who leads a group: the member with the lowest sequence number. Nobody does while the group is empty or the session
 * expired; while the connection is lost and the session may still live, the leader stays who it was.
 */
public final class LeaderDetector {

    /**
     * A leader.
     *
     * @param content what it wrote into its node
     */
    public record Leader(Member member, String content) {}

    private final Loop loop;
    private final Group group;
    private final Duration retry;
    private final boolean highest;
    private Consumer<Optional<Leader>> listener;
    private Optional<Leader> known;
    private long questions;

    /**
     * @param retry pause before a failed request is repeated
     * @param highest true takes the highest number for the leader's, which is wrong
     */
    public LeaderDetector(Loop loop, ZooKeeper zooKeeper, String path, Duration retry, boolean highest) {
        this.loop = loop;
        this.group = new Group(loop, zooKeeper, path, retry);
        this.retry = retry;
        this.highest = highest;
    }

    /** Calls {@code newListener} with the leader as soon as it is known, and whenever it is another. To be called once. */
    public void detect(Consumer<Optional<Leader>> newListener) {
        listener = newListener;
        group.watch(this::members);
    }

    private void members(List<Member> members) {
        long mine = ++questions;
        if (members.isEmpty()) {
            tell(Optional.empty());
        } else {
            ask(mine, members.get(highest ? members.size() - 1 : 0));
        }
    }

    private void ask(long mine, Member leader) {
        if (mine != questions) {
            return;
        }
        group.content(
                leader,
                content -> {
                    if (mine == questions) {
                        tell(Optional.of(new Leader(leader, content)));
                    }
                },
                // If it is gone, the list changes, and this question is void.
                failure -> loop.after(retry, () -> ask(mine, leader)));
    }

    private void tell(Optional<Leader> leader) {
        if (!leader.equals(known)) {
            known = leader;
            listener.accept(leader);
        }
    }
}
