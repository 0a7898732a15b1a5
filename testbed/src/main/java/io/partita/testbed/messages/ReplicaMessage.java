package io.partita.testbed.messages;

import java.util.List;

/**
 * Between the leading master and the replicas of the registry that every master keeps. Ballots grow from leader to
 * leader; a replica that promised a ballot takes nothing of a lower one.
 */
public sealed interface ReplicaMessage extends Message {

    /** Leader to replica: promise me this ballot, and tell me what you have. {@code question} counts the leader's questions. */
    record Promise(long ballot, long question) implements ReplicaMessage {}

    /**
     * Replica to leader.
     *
     * @param ballot the one asked for
     * @param question the one that this answers
     * @param refusedFor the higher ballot that was promised before; null if the promise is given
     * @param voting false for a replica that has never held anything: it does not count for a quorum, except when all are so
     * @param writtenBallot ballot of what it holds, -1 if nothing
     * @param position counts the writes
     * @param value what it holds, JSON; null if nothing
     */
    record Promised(
            long ballot,
            long question,
            @MayBeNull Long refusedFor,
            boolean voting,
            long writtenBallot,
            long position,
            @MayBeNull String value)
            implements ReplicaMessage {}

    /** Leader to replica: keep this, on disk. */
    record Write(long ballot, long position, String value) implements ReplicaMessage {}

    /** Replica to leader: it is on disk, or, if {@code refusedFor} is not null, a higher ballot was promised. */
    record Written(long ballot, long position, @MayBeNull Long refusedFor) implements ReplicaMessage {}

    /** Anybody to anybody: whom do you reach? */
    record AskReach(long question, List<Address> whom) implements ReplicaMessage {
        public AskReach {
            whom = List.copyOf(whom);
        }
    }

    /** The answer: those that answered in turn. */
    record Reaches(long question, List<Address> whom) implements ReplicaMessage {
        public Reaches {
            whom = List.copyOf(whom);
        }
    }
}
