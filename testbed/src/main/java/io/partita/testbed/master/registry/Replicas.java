package io.partita.testbed.master.registry;

import io.partita.testbed.coordination.Group;
import io.partita.testbed.coordination.Member;
import io.partita.testbed.coordination.Membership;
import io.partita.testbed.messages.Address;
import io.partita.testbed.messages.ReplicaMessage;
import io.partita.testbed.runtime.Log;
import io.partita.testbed.runtime.Loop;
import io.partita.testbed.runtime.Messenger;
import io.partita.testbed.runtime.ZooKeeper;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;

/**
 * Where the replicas are: every running master is a member of one group. While this process has no session, those of
 * before are taken to be still there. One's own replica is always among them, and reached without the network.
 */
public final class Replicas {

    private final Loop loop;
    private final Log log;
    private final Messenger messenger;
    private final Duration retry;
    private final BiConsumer<Address, ReplicaMessage> toSelf;
    private final Group group;
    private final Membership membership;
    private final Map<Member, Address> known = new HashMap<>();
    private Set<Member> present = Set.of();
    private Runnable changed = () -> {};

    /**
     * @param path the group's node
     * @param retry pause before a failed request to ZooKeeper is repeated
     * @param toSelf receives what is sent to one's own replica
     */
    public Replicas(
            Loop loop,
            Log log,
            Messenger messenger,
            ZooKeeper zooKeeper,
            String path,
            Duration retry,
            BiConsumer<Address, ReplicaMessage> toSelf) {
        this.loop = loop;
        this.log = log;
        this.messenger = messenger;
        this.retry = retry;
        this.toSelf = toSelf;
        this.group = new Group(loop, zooKeeper, path, retry);
        this.membership = new Membership(
                loop, zooKeeper, path, "", "log-replica(1)@" + messenger.address(), retry, new Membership.Listener() {
                    @Override
                    public void joined(Member self) {
                        // the group tells
                    }

                    @Override
                    public void lost() {
                        log.info("Renewing replica group membership");
                        membership().join();
                    }
                });
    }

    private Membership membership() {
        return membership;
    }

    /** Joins the group and watches it. To be called once. */
    public void start() {
        log.info("Attempting to join replica to ZooKeeper group");
        membership.join();
        group.watch(this::members);
    }

    /** Calls {@code listener} when there may be other replicas than before. */
    public void onChange(Runnable listener) {
        changed = listener;
    }

    /** All of them, in a fixed order. */
    public List<Address> addresses() {
        TreeSet<String> texts =
                known.values().stream().map(Address::toString).collect(Collectors.toCollection(TreeSet::new));
        texts.add(messenger.address().toString());
        return texts.stream().map(Address::parse).toList();
    }

    public void send(Address to, ReplicaMessage message) {
        if (to.equals(messenger.address())) {
            loop.execute(() -> toSelf.accept(to, message));
        } else {
            messenger.send(to, message);
        }
    }

    private void members(List<Member> members) {
        if (members.isEmpty()) {
            return;
        }
        log.info("ZooKeeper group memberships changed");
        present = new HashSet<>(members);
        members.stream().filter(member -> !known.containsKey(member)).forEach(this::ask);
        if (known.keySet().retainAll(present)) {
            tell();
        }
    }

    private void ask(Member member) {
        if (!present.contains(member)) {
            return;
        }
        group.content(
                member,
                content -> {
                    if (present.contains(member)) {
                        known.put(member, Address.parse(content));
                        tell();
                    }
                },
                failure -> loop.after(retry, () -> ask(member)));
    }

    private void tell() {
        log.info(addresses().stream()
                .map(address -> "log-replica(1)@" + address)
                .collect(Collectors.joining(", ", "ZooKeeper group PIDs: { ", " }")));
        changed.run();
    }
}
