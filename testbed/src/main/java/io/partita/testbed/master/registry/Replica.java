package io.partita.testbed.master.registry;

import io.partita.testbed.master.registry.ReplicaStore.State;
import io.partita.testbed.messages.ReplicaMessage.Promise;
import io.partita.testbed.messages.ReplicaMessage.Promised;
import io.partita.testbed.messages.ReplicaMessage.Write;
import io.partita.testbed.messages.ReplicaMessage.Written;
import java.util.Optional;

/**
 * One master's copy of the registry: it promises ballots, keeps values, and refuses whatever comes late. What it answers is
 * on disk before.
 *
 * <p>States: <b>empty</b> (has never held anything, or its disk was replaced, so that it may have forgotten promises) and
 * <b>voting</b>. An empty replica answers promises but says that it does not vote, and takes a write of a ballot only if
 * it was asked to promise exactly that one since: then the writer knows that it was empty, and sends the write only after
 * a quorum without it has it (or when nobody is missing, see {@link Registrar}). That write makes it voting, for good.
 */
public final class Replica {

    private final ReplicaStore store;
    private State state;

    public Replica(ReplicaStore store) {
        this.store = store;
        this.state = store.load().orElse(State.EMPTY);
    }

    /** Whether it counts for a quorum. */
    public boolean isVoting() {
        return state.voting();
    }

    public Promised promise(Promise asked) {
        if (asked.ballot() < state.promised()) {
            return new Promised(asked.ballot(), asked.question(), state.promised(), state.voting(), -1, -1, null);
        }
        if (asked.ballot() > state.promised()) {
            keep(new State(asked.ballot(), state.voting(), state.writtenBallot(), state.position(), state.value()));
        }
        return new Promised(
                asked.ballot(),
                asked.question(),
                null,
                state.voting(),
                state.writtenBallot(),
                state.position(),
                state.value());
    }

    /** Empty if there is nothing to answer. */
    public Optional<Written> write(Write write) {
        if (write.ballot() < state.promised()) {
            return Optional.of(new Written(write.ballot(), write.position(), state.promised()));
        }
        if (!state.voting() && write.ballot() != state.promised()) {
            return Optional.empty();
        }
        // A repeated write comes after newer ones of the same writer, or twice: what is kept is at least as new.
        boolean old = write.ballot() == state.writtenBallot() && write.position() <= state.position();
        if (!old) {
            keep(new State(write.ballot(), true, write.ballot(), write.position(), write.value()));
        }
        return Optional.of(new Written(write.ballot(), write.position(), null));
    }

    private void keep(State next) {
        store.save(next);
        state = next;
    }
}
