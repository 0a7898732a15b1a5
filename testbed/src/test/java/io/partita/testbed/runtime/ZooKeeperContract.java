package io.partita.testbed.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.partita.testbed.runtime.ZooKeeper.Change;
import io.partita.testbed.runtime.ZooKeeper.Code;
import io.partita.testbed.runtime.ZooKeeper.Content;
import io.partita.testbed.runtime.ZooKeeper.Failure;
import io.partita.testbed.runtime.ZooKeeper.Mode;
import io.partita.testbed.runtime.ZooKeeper.Session;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** What {@link ZooKeeper} promises. The real one and the simulated one pass the same tests, so that simulations are honest. */
public abstract class ZooKeeperContract {

    /** A client with what it told. */
    protected record Client(ZooKeeper zooKeeper, List<Session> told) {}

    /** Runs {@code action} on the loop. */
    protected abstract void act(Runnable action);

    /** Lets time pass until {@code condition}, which is looked at on the loop, holds; fails if it never does. */
    protected abstract void until(String what, BooleanSupplier condition);

    /** Begins a session; called on the loop. */
    protected abstract ZooKeeper connect();

    /** Takes the ensemble away. */
    protected abstract void down() throws Exception;

    /** Brings it back with what it knew. */
    protected abstract void up() throws Exception;

    /** Lets a little time pass in which something that must not happen would. */
    protected abstract void pause();

    private Client client() {
        List<Client> made = new ArrayList<>();
        act(() -> {
            List<Session> told = new ArrayList<>();
            ZooKeeper zooKeeper = connect();
            zooKeeper.onSession(told::add);
            made.add(new Client(zooKeeper, told));
        });
        until("a session", () -> !made.isEmpty() && made.get(0).told().contains(Session.CONNECTED));
        return made.get(0);
    }

    private <T> T answer(Supplier<CompletableFuture<T>> request) {
        List<CompletableFuture<T>> answer = new ArrayList<>();
        act(() -> answer.add(request.get()));
        until("an answer", () -> !answer.isEmpty() && answer.get(0).isDone());
        try {
            return answer.get(0).join();
        } catch (CompletionException e) {
            throw (Failure) e.getCause();
        }
    }

    private void assertFails(Code code, Supplier<CompletableFuture<?>> request) {
        assertThatThrownBy(() -> answer(() -> request.get().thenApply(value -> (Object) value)))
                .isInstanceOfSatisfying(
                        Failure.class, failure -> assertThat(failure.code()).isEqualTo(code));
    }

    /** Counts how often a watch fires. */
    private static final class Bell implements Runnable {
        private int rings;

        @Override
        public void run() {
            rings++;
        }
    }

    @Test
    void aNodeIsReadAsItWasWrittenAndCountsItsVersions() {
        ZooKeeper zooKeeper = client().zooKeeper();
        assertThat(answer(() -> zooKeeper.create("/node", "first ä", Mode.PERSISTENT)))
                .isEqualTo("/node");
        assertThat(answer(() -> zooKeeper.get("/node"))).isEqualTo(new Content("first ä", 0));
        assertThat(answer(() -> zooKeeper.set("/node", "second", 0))).isEqualTo(1);
        assertThat(answer(() -> zooKeeper.set("/node", "third", -1))).isEqualTo(2);
        assertThat(answer(() -> zooKeeper.get("/node"))).isEqualTo(new Content("third", 2));
    }

    @Test
    void whatCannotBeDoneFailsWithItsReason() {
        ZooKeeper zooKeeper = client().zooKeeper();
        answer(() -> zooKeeper.ensurePath("/a/b"));
        assertFails(Code.NO_NODE, () -> zooKeeper.create("/missing/child", "", Mode.PERSISTENT));
        assertFails(Code.NO_NODE, () -> zooKeeper.get("/missing"));
        assertFails(Code.NO_NODE, () -> zooKeeper.children("/missing"));
        assertFails(Code.NO_NODE, () -> zooKeeper.set("/missing", "", -1));
        assertFails(Code.NO_NODE, () -> zooKeeper.delete("/missing", -1));
        assertFails(Code.NODE_EXISTS, () -> zooKeeper.create("/a", "", Mode.PERSISTENT));
        assertFails(Code.BAD_VERSION, () -> zooKeeper.set("/a", "", 7));
        assertFails(Code.BAD_VERSION, () -> zooKeeper.delete("/a/b", 7));
        assertFails(Code.NOT_EMPTY, () -> zooKeeper.delete("/a", -1));
    }

    @Test
    void aPathIsEnsuredAsOftenAsOneLikes() {
        ZooKeeper zooKeeper = client().zooKeeper();
        answer(() -> zooKeeper.ensurePath("/x/y/z"));
        answer(() -> zooKeeper.set("/x/y", "kept", -1));
        answer(() -> zooKeeper.ensurePath("/x/y/z"));
        assertThat(answer(() -> zooKeeper.get("/x/y")).data()).isEqualTo("kept");
        assertThat(answer(() -> zooKeeper.children("/x/y"))).containsExactly("z");
    }

    @Test
    void everyChildEverMadeCountsForTheNumberOfTheNext() {
        ZooKeeper zooKeeper = client().zooKeeper();
        answer(() -> zooKeeper.ensurePath("/group/plain"));
        answer(() -> zooKeeper.delete("/group/plain", -1));
        assertThat(answer(() -> zooKeeper.create("/group/m_", "", Mode.EPHEMERAL_SEQUENTIAL)))
                .isEqualTo("/group/m_0000000001");
        assertThat(answer(() -> zooKeeper.create("/group/n_", "", Mode.EPHEMERAL_SEQUENTIAL)))
                .isEqualTo("/group/n_0000000002");
        assertThat(answer(() -> zooKeeper.children("/group")))
                .containsExactlyInAnyOrder("m_0000000001", "n_0000000002");
    }

    @Test
    void anEphemeralNodeHasNoChildren() {
        ZooKeeper zooKeeper = client().zooKeeper();
        answer(() -> zooKeeper.create("/mine", "", Mode.EPHEMERAL));
        assertFails(Code.OTHER, () -> zooKeeper.create("/mine/child", "", Mode.PERSISTENT));
    }

    @Test
    void ephemeralNodesGoWithTheirSession() {
        Client owner = client();
        ZooKeeper witness = client().zooKeeper();
        answer(() -> owner.zooKeeper().create("/ephemeral", "", Mode.EPHEMERAL));
        answer(() -> owner.zooKeeper().create("/lasting", "", Mode.PERSISTENT));
        Bell bell = new Bell();
        answer(() -> witness.get("/ephemeral", bell));
        act(owner.zooKeeper()::close);
        until("the watch to fire", () -> bell.rings == 1);
        assertFails(Code.NO_NODE, () -> witness.get("/ephemeral"));
        assertThat(answer(() -> witness.get("/lasting")).data()).isEmpty();
    }

    @Test
    void aWatchOfChildrenFiresOnceAndForChildrenOnly() {
        ZooKeeper watcher = client().zooKeeper();
        ZooKeeper writer = client().zooKeeper();
        answer(() -> writer.create("/parent", "", Mode.PERSISTENT));
        Bell bell = new Bell();
        answer(() -> watcher.children("/parent", bell));
        answer(() -> writer.set("/parent", "new", -1));
        pause();
        assertThat(bell.rings).isZero();
        answer(() -> writer.create("/parent/one", "", Mode.PERSISTENT));
        answer(() -> writer.create("/parent/two", "", Mode.PERSISTENT));
        until("the watch to fire", () -> bell.rings > 0);
        pause();
        assertThat(bell.rings).isEqualTo(1);
    }

    @Test
    void aWatchOfDataFiresForItsNodeOnly() {
        ZooKeeper watcher = client().zooKeeper();
        ZooKeeper writer = client().zooKeeper();
        answer(() -> writer.create("/parent", "", Mode.PERSISTENT));
        Bell bell = new Bell();
        answer(() -> watcher.get("/parent", bell));
        answer(() -> writer.create("/parent/one", "", Mode.PERSISTENT));
        pause();
        assertThat(bell.rings).isZero();
        answer(() -> writer.set("/parent", "new", -1));
        until("the watch to fire", () -> bell.rings == 1);
    }

    @Test
    void theEndOfANodeFiresBothItsWatches() {
        ZooKeeper watcher = client().zooKeeper();
        ZooKeeper writer = client().zooKeeper();
        answer(() -> writer.create("/node", "", Mode.PERSISTENT));
        Bell data = new Bell();
        Bell children = new Bell();
        answer(() -> watcher.get("/node", data));
        answer(() -> watcher.children("/node", children));
        answer(() -> writer.delete("/node", 0));
        until("both watches to fire", () -> data.rings == 1 && children.rings == 1);
    }

    @Test
    void aReadThatFailsLeavesNoWatch() throws Exception {
        Client client = client();
        Bell bell = new Bell();
        assertFails(Code.NO_NODE, () -> client.zooKeeper().get("/later", bell));
        assertFails(Code.NO_NODE, () -> client.zooKeeper().children("/later", bell));
        answer(() -> client.zooKeeper().create("/later", "", Mode.PERSISTENT));
        answer(() -> client.zooKeeper().create("/later/child", "", Mode.PERSISTENT));
        answer(() -> client.zooKeeper().set("/later", "x", -1));
        down();
        until("the session to be over", () -> client.told().contains(Session.EXPIRED));
        assertThat(bell.rings).isZero();
    }

    @Test
    void aTransactionHappensWholeOrNotAtAll() {
        ZooKeeper zooKeeper = client().zooKeeper();
        answer(() -> zooKeeper.transact(List.of(new Change.Create("/a", "1"), new Change.Create("/a/b", "2"))));
        assertFails(
                Code.BAD_VERSION,
                () -> zooKeeper.transact(List.of(new Change.Set("/a/b", "3", 0), new Change.Check("/a", 1))));
        assertThat(answer(() -> zooKeeper.get("/a/b"))).isEqualTo(new Content("2", 0));
        assertFails(
                Code.NODE_EXISTS,
                () -> zooKeeper.transact(List.of(new Change.Create("/c", ""), new Change.Create("/a", ""))));
        assertFails(Code.NO_NODE, () -> zooKeeper.get("/c"));
        assertFails(Code.NOT_EMPTY, () -> zooKeeper.transact(List.of(new Change.Delete("/a", -1))));
        answer(() -> zooKeeper.transact(List.of(new Change.Delete("/a/b", 0), new Change.Delete("/a", 0))));
        assertFails(Code.NO_NODE, () -> zooKeeper.get("/a"));
    }

    @Test
    void aSessionOutlivesAShortLossOfTheEnsembleWithItsNodesAndWatches() throws Exception {
        Client client = client();
        answer(() -> client.zooKeeper().create("/ephemeral", "", Mode.EPHEMERAL));
        Bell bell = new Bell();
        answer(() -> client.zooKeeper().get("/ephemeral", bell));
        down();
        until("the loss to be noticed", () -> client.told().contains(Session.DISCONNECTED));
        up();
        until("the connection to be back", () -> client.told().size() == 3);
        assertThat(client.told()).containsExactly(Session.CONNECTED, Session.DISCONNECTED, Session.CONNECTED);
        assertThat(bell.rings).isZero();
        answer(() -> client.zooKeeper().set("/ephemeral", "still there", 0));
        until("the watch to fire", () -> bell.rings == 1);
    }

    @Test
    void aRequestFailsAtOnceWhileThereIsNoConnection() throws Exception {
        Client client = client();
        down();
        until("the loss to be noticed", () -> client.told().contains(Session.DISCONNECTED));
        assertFails(Code.CONNECTION_LOSS, () -> client.zooKeeper().children("/"));
        assertThat(client.told()).doesNotContain(Session.EXPIRED);
    }

    @Test
    void aClientTakesItsSessionForExpiredWithoutTheEnsemblesWordAndBeginsAnother() throws Exception {
        Client client = client();
        answer(() -> client.zooKeeper().create("/ephemeral", "old", Mode.EPHEMERAL));
        Bell bell = new Bell();
        answer(() -> client.zooKeeper().get("/ephemeral", bell));
        answer(() -> client.zooKeeper().children("/", bell));
        down();
        until("the session to be over", () -> client.told().contains(Session.EXPIRED));
        until("the watches to fire", () -> bell.rings == 2);
        up();
        until("a new session", () -> client.told().size() == 4);
        assertThat(client.told())
                .containsExactly(Session.CONNECTED, Session.DISCONNECTED, Session.EXPIRED, Session.CONNECTED);
        Bell gone = new Bell();
        if (exists(client.zooKeeper(), "/ephemeral", gone)) {
            until("the old session's node to go", () -> gone.rings == 1);
        }
        answer(() -> client.zooKeeper().create("/ephemeral", "new", Mode.EPHEMERAL));
        assertThat(bell.rings).isEqualTo(2);
    }

    private boolean exists(ZooKeeper zooKeeper, String path, Runnable changed) {
        try {
            answer(() -> zooKeeper.get(path, changed));
            return true;
        } catch (Failure e) {
            assertThat(e.code()).isEqualTo(Code.NO_NODE);
            return false;
        }
    }

    @Test
    void nothingIsToldAfterTheEnd() throws Exception {
        Client client = client();
        Bell bell = new Bell();
        answer(() -> client.zooKeeper().children("/", bell));
        List<CompletableFuture<?>> answers = new ArrayList<>();
        act(() -> {
            answers.add(client.zooKeeper().get("/"));
            client.zooKeeper().close();
            answers.add(client.zooKeeper().get("/"));
        });
        until("the end", () -> answers.size() == 2);
        down();
        pause();
        assertThat(client.told()).containsExactly(Session.CONNECTED);
        assertThat(bell.rings).isZero();
        assertThat(answers).noneMatch(CompletableFuture::isDone);
    }
}
