package io.partita.testbed.master.registry;

import io.partita.testbed.messages.Address;
import io.partita.testbed.messages.ReplicaMessage.AskReach;
import io.partita.testbed.messages.ReplicaMessage.Reaches;
import io.partita.testbed.runtime.Loop;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** Who reaches whom among the replicas. Asked "whom of these do you reach?", it tries each of them and tells. */
public final class Reachability {

    private final Loop loop;
    private final Replicas replicas;
    private final Duration patience;
    private final Map<Long, Consumer<Reaches>> answers = new HashMap<>();
    private final Map<Long, Address> asked = new HashMap<>();
    private long questions;

    /** @param patience for the answer of one replica */
    public Reachability(Loop loop, Replicas replicas, Duration patience) {
        this.loop = loop;
        this.replicas = replicas;
        this.patience = patience;
    }

    /** Somebody asks. */
    public void asked(Address from, AskReach question) {
        probe(
                question.whom(),
                patience,
                reached -> replicas.send(from, new Reaches(question.question(), List.copyOf(reached))));
    }

    /** Somebody answers. */
    public void answered(Address from, Reaches answer) {
        if (from.equals(asked.get(answer.question()))) {
            answers.get(answer.question()).accept(answer);
        }
    }

    /** Tells whether all of {@code whom} reach all of {@code whom}. */
    public void allReachAll(List<Address> whom, Consumer<Boolean> then) {
        Set<Address> good = new HashSet<>();
        ask(
                whom,
                whom,
                patience.multipliedBy(3),
                (address, answer) -> {
                    if (answer.whom().containsAll(whom)) {
                        good.add(address);
                    }
                },
                () -> then.accept(good.containsAll(whom)));
    }

    private void probe(List<Address> whom, Duration time, Consumer<Set<Address>> then) {
        Set<Address> reached = new HashSet<>();
        ask(whom, List.of(), time, (address, answer) -> reached.add(address), () -> then.accept(reached));
    }

    private void ask(
            List<Address> whom,
            List<Address> about,
            Duration time,
            java.util.function.BiConsumer<Address, Reaches> each,
            Runnable end) {
        if (whom.isEmpty()) {
            end.run();
            return;
        }
        Set<Long> open = new HashSet<>();
        for (Address address : whom) {
            long question = ++questions;
            open.add(question);
            asked.put(question, address);
            answers.put(question, answer -> each.accept(address, answer));
            replicas.send(address, new AskReach(question, about));
        }
        loop.after(time, () -> {
            asked.keySet().removeAll(open);
            answers.keySet().removeAll(open);
            end.run();
        });
    }
}
