package io.partita.testbed.runtime;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/**
 * One client session after another. A session is taken for expired as soon as the connection has been gone for the
 * negotiated session timeout by the client's own clock, whether or not the server says so: from then on nothing of that
 * session is used. A new session begins by itself after that.
 *
 * <p>Answers and events come on the loop. A request that fails completes with a {@link Failure}. All paths are absolute.
 */
public interface ZooKeeper {

    /** What a component hears about its session. */
    enum Session {
        /** Connected with a session, the one of before or, after {@link #EXPIRED}, a new one. */
        CONNECTED,
        /** The connection is lost; the session may still live. */
        DISCONNECTED,
        /** The session is over, and its ephemeral nodes with it, if not now then soon. */
        EXPIRED
    }

    /** Why a request failed. */
    enum Code {
        NO_NODE,
        NODE_EXISTS,
        BAD_VERSION,
        NOT_EMPTY,
        /** Unknown whether it took effect. */
        CONNECTION_LOSS,
        /** Unknown whether it took effect. */
        SESSION_EXPIRED,
        OTHER
    }

    /** A request failed. */
    final class Failure extends RuntimeException {

        private static final long serialVersionUID = 1L;

        private final Code code;

        public Failure(Code code, String message) {
            super(message);
            this.code = code;
        }

        public Code code() {
            return code;
        }
    }

    /** How long a node lives, and whether ZooKeeper appends a number to its name. */
    enum Mode {
        PERSISTENT,
        EPHEMERAL,
        EPHEMERAL_SEQUENTIAL
    }

    /**
     * A node's content.
     *
     * @param version how often it was set, counted from 0
     */
    record Content(String data, int version) {}

    /** One of several changes that take effect together. */
    sealed interface Change {

        /** Changes nothing: the node must be at this version. */
        record Check(String path, int version) implements Change {}

        /** Makes a persistent node whose parent exists. */
        record Create(String path, String data) implements Change {}

        /** As {@link ZooKeeper#set}. */
        record Set(String path, String data, int version) implements Change {}

        /** As {@link ZooKeeper#delete}. */
        record Delete(String path, int version) implements Change {}
    }

    /** How long a session outlives its connection: as agreed with the ensemble, before that as asked for. */
    Duration sessionTimeout();

    /** Calls {@code listener} at every change of the session. */
    void onSession(Consumer<Session> listener);

    /** Creates a node whose parent exists; answers its path, with the number if it is sequential. */
    CompletableFuture<String> create(String path, String data, Mode mode);

    /** Makes a persistent node and all above it that do not exist. */
    CompletableFuture<Void> ensurePath(String path);

    /** Reads a node. */
    CompletableFuture<Content> get(String path);

    /**
     * As {@link #get(String)}; {@code changed} is called once, at the first change after this, or when the session ends. A
     * read that fails leaves no watch.
     */
    CompletableFuture<Content> get(String path, Runnable changed);

    /** Sets a node's content; {@code version} -1 means whatever it is. Answers the new version. */
    CompletableFuture<Integer> set(String path, String data, int version);

    /** Deletes a node without children; {@code version} -1 means whatever it is. */
    CompletableFuture<Void> delete(String path, int version);

    /** Makes all changes in this order, or none if one of them is impossible: then it fails as that one alone would. */
    CompletableFuture<Void> transact(List<Change> changes);

    /** The names of a node's children, in no order. */
    CompletableFuture<List<String>> children(String path);

    /**
     * As {@link #children(String)}; {@code changed} is called once, at the first change after this, or when the session ends.
     * A read that fails leaves no watch.
     */
    CompletableFuture<List<String>> children(String path, Runnable changed);

    /**
     * Ends the session properly, so that its ephemeral nodes are gone as soon as the ensemble hears of it. Nothing is called
     * after this, and no answer comes.
     */
    void close();
}
