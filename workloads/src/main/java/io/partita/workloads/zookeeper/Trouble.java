package io.partita.workloads.zookeeper;

import io.partita.checker.history.OpType;
import io.partita.workloads.client.Completion;
import io.partita.workloads.client.Invocation;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.KeeperException.Code;

/**
 * What a failed request means for its operation: the one table that all clients of ZooKeeper use. An operation that
 * consists of several requests is judged by the one that failed: as long as only reads were sent, nothing can have
 * changed.
 *
 * <p>A read has no effect, so a read without an answer simply did not happen. A change without an answer may have
 * happened, or may yet: whoever calls it failed accuses an honest system.
 */
enum Trouble {
    NOT_CONNECTED(
            "not-connected", Set.of(), OpType.FAIL, "there was no connection within the deadline, so nothing was sent"),
    TIMEOUT("timeout", Set.of(Code.OPERATIONTIMEOUT, Code.REQUESTTIMEOUT), OpType.INFO, "sent, and no answer in time"),
    CONNECTION_LOSS(
            "connection-loss",
            Set.of(Code.CONNECTIONLOSS),
            OpType.INFO,
            "the library says the same whether the request was on its way or not"),
    SESSION_EXPIRED(
            "session-expired",
            Set.of(Code.SESSIONEXPIRED),
            OpType.INFO,
            "the library says the same of requests that were never sent and of those under way when the session closed"),
    BAD_VERSION("bad-version", Set.of(Code.BADVERSION), OpType.FAIL, "the leader compared versions and refused"),
    NO_NODE("no-node", Set.of(Code.NONODE), OpType.FAIL, "the leader found no such node and refused"),
    NODE_EXISTS("node-exists", Set.of(Code.NODEEXISTS), OpType.FAIL, "the leader found the node there and refused"),
    NOT_READ_ONLY(
            "not-read-only",
            Set.of(Code.NOTREADONLY),
            OpType.FAIL,
            "a server without a quorum refuses changes before it forwards them"),
    SESSION_MOVED(
            "session-moved",
            Set.of(Code.SESSIONMOVED),
            OpType.FAIL,
            "the leader checks the session's owner before the change and refused"),
    THROTTLED("throttled", Set.of(Code.THROTTLEDOP), OpType.FAIL, "the server shed the request instead of running it"),
    REFUSED(
            "refused",
            Set.of(Code.NOAUTH, Code.INVALIDACL, Code.BADARGUMENTS, Code.QUOTAEXCEEDED, Code.UNIMPLEMENTED),
            OpType.FAIL,
            "the request was checked before the change and refused"),
    OTHER("other", Set.of(), OpType.INFO, "nothing is known about it, so nothing is claimed");

    private final String word;
    private final Set<Code> codes;
    private final OpType ofChange;
    private final String why;

    Trouble(String word, Set<Code> codes, OpType ofChange, String why) {
        this.word = word;
        this.codes = codes;
        this.ofChange = ofChange;
        this.why = why;
    }

    /** There was no connection on which to send the request. */
    static final class NotConnectedException extends Exception {
        private static final long serialVersionUID = 1L;

        NotConnectedException(String message) {
            super(message);
        }
    }

    /** The row of the table that {@code problem} belongs to. */
    static Trouble of(Exception problem) {
        if (problem instanceof NotConnectedException) {
            return NOT_CONNECTED;
        }
        if (problem instanceof TimeoutException) {
            return TIMEOUT;
        }
        if (problem instanceof KeeperException keeper) {
            for (Trouble trouble : values()) {
                if (trouble.codes.contains(keeper.code())) {
                    return trouble;
                }
            }
        }
        return OTHER;
    }

    /** What became of a read that met this. */
    OpType ofRead() {
        return OpType.FAIL;
    }

    /** What became of a write, compare-and-set or increment whose change met this. */
    OpType ofChange() {
        return ofChange;
    }

    /** The stable word for it in histories. */
    String word() {
        return word;
    }

    /** Why a change that met this ended so. */
    String why() {
        return why;
    }

    /**
     * How {@code invocation} ended when {@code problem} stopped it.
     *
     * @param changeSent whether a request that changes something had been handed to the library
     */
    static Completion complete(Invocation invocation, boolean changeSent, Exception problem) {
        Trouble trouble = of(problem);
        String error = trouble == OTHER ? trouble.word + ": " + problem : trouble.word;
        OpType type = changeSent ? trouble.ofChange() : trouble.ofRead();
        return type == OpType.FAIL ? Completion.fail(invocation, error) : Completion.info(invocation, error);
    }
}
