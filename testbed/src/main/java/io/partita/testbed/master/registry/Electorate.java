package io.partita.testbed.master.registry;

import io.partita.testbed.messages.Address;
import io.partita.testbed.messages.ReplicaMessage.Promised;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Whose acknowledgements count for one leader, by what replicas answer to its questions, which it numbers.
 *
 * <p>A <em>voter</em> has forgotten nothing. A <em>learner</em> was empty when it promised; a write that began after that,
 * and that a quorum without it has, makes it a voter. Whoever has not answered is neither. Answers that a later one has
 * overtaken say nothing: they may be from before a disk was lost.
 */
final class Electorate {

    /** What an answer tells of a replica. */
    enum News {
        NOTHING,
        VOTER,
        LEARNER
    }

    private final Set<Address> voters = new HashSet<>();
    /** With the first position whose write may make them voters. */
    private final Map<Address, Long> learners = new HashMap<>();
    /** The newest question to each replica whose answer, or anything after it, was taken note of. */
    private final Map<Address, Long> answered = new HashMap<>();

    private long questions;

    long nextQuestion() {
        return ++questions;
    }

    /**
     * Takes note of the promises that suffice.
     *
     * @param everybody nobody is missing, so empty replicas count as well
     * @param next position of the next write
     */
    void begin(Map<Address, Promised> promises, boolean everybody, long next) {
        promises.forEach((address, promise) -> {
            if (promise.voting() || everybody) {
                voters.add(address);
            } else {
                learners.put(address, next);
            }
            answered.put(address, questions);
        });
    }

    /** Takes note of a later promise; {@code next} is the position of the next write. */
    News heard(Address from, Promised answer, long next) {
        if (answer.question() <= answered.getOrDefault(from, 0L)) {
            return News.NOTHING;
        }
        answered.put(from, answer.question());
        if (answer.voting()) {
            return !learners.containsKey(from) && voters.add(from) ? News.VOTER : News.NOTHING;
        }
        voters.remove(from);
        learners.putIfAbsent(from, next);
        return News.LEARNER;
    }

    /** A replica has a write. */
    void wrote(Address from, long position) {
        Long first = learners.get(from);
        if (first != null && position >= first) {
            learners.remove(from);
            voters.add(from);
            answered.put(from, questions);
        }
    }

    boolean isVoter(Address address) {
        return voters.contains(address);
    }

    boolean isLearner(Address address) {
        return learners.containsKey(address);
    }

    /** The learners that a write at {@code position}, which a quorum has, may make voters. */
    List<Address> learnersOf(long position) {
        return learners.keySet().stream()
                .filter(address -> learners.get(address) <= position)
                .toList();
    }

    /** Whether there are learners that need a later write than that at {@code position}. */
    boolean waitsForWriteAfter(long position) {
        return learners.values().stream().anyMatch(first -> first > position);
    }
}
