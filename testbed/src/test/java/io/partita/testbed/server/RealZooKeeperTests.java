package io.partita.testbed.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.partita.testbed.runtime.ZooKeeper;
import io.partita.testbed.runtime.ZooKeeper.Session;
import io.partita.testbed.runtime.ZooKeeperContract;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.apache.curator.test.InstanceSpec;
import org.apache.curator.test.TestingServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against a real server, whose loss is its process' end: connections are closed, not silent. */
class RealZooKeeperTests extends ZooKeeperContract {

    private static final int TICK_MILLIS = 100;
    private static final Duration SESSION = Duration.ofSeconds(2);

    @TempDir
    private Path directory;

    private final List<Throwable> failures = new ArrayList<>();
    private final List<ZooKeeper> clients = new ArrayList<>();
    private TestingServer server;
    private RealLoop loop;

    @BeforeEach
    void begin() throws Exception {
        server = new TestingServer(new InstanceSpec(directory.toFile(), -1, -1, -1, false, 1, TICK_MILLIS, 100), true);
        loop = new RealLoop("test", failures::add);
    }

    @AfterEach
    void end() throws Exception {
        loop.execute(() -> clients.forEach(ZooKeeper::close));
        until("the clients' end", () -> true);
        loop.close();
        server.close();
        assertThat(failures).isEmpty();
    }

    @Override
    protected void act(Runnable action) {
        loop.execute(action);
    }

    @Override
    protected void until(String what, BooleanSupplier condition) {
        Waiting.until(loop, what, condition);
    }

    @Override
    protected ZooKeeper connect() {
        return connect(server.getConnectString(), SESSION);
    }

    private ZooKeeper connect(String ensemble, Duration session) {
        ZooKeeper client = new RealZooKeeper(loop, ensemble, session, thread -> {});
        clients.add(client);
        return client;
    }

    @Override
    protected void down() throws Exception {
        server.stop();
    }

    @Override
    protected void up() throws Exception {
        server.restart();
    }

    @Override
    protected void pause() {
        Waiting.aMoment(loop);
    }

    @Test
    void aClientWaitsForAnEnsembleThatIsNotThereYet() throws Exception {
        server.stop();
        List<Session> told = new ArrayList<>();
        act(() -> connect().onSession(told::add));
        pause();
        assertThat(told).isEmpty();
        server.restart();
        until("a session", () -> told.equals(List.of(Session.CONNECTED)));
    }

    /** Begins a session through {@code line}; what it tells comes into {@code told}, and when into {@code times}. */
    private void connectThrough(SilentLine line, Duration session, List<Session> told, List<Long> times) {
        act(() -> connect("127.0.0.1:" + line.port(), session).onSession(state -> {
            told.add(state);
            times.add(System.nanoTime());
        }));
        until("a session", () -> told.equals(List.of(Session.CONNECTED)));
    }

    @Test
    void aSilentEnsembleIsLostAfterTwoThirdsOfTheTimeoutAndTheSessionExpiredOneWholeTimeoutAfterThat()
            throws Exception {
        Duration session = SESSION.multipliedBy(2);
        server.close();
        server = new TestingServer(
                new InstanceSpec(directory.toFile(), -1, -1, -1, false, 1, 2 * TICK_MILLIS, 100), true);
        List<Session> told = new ArrayList<>();
        List<Long> times = new ArrayList<>();
        List<String> toldTooLate = new ArrayList<>();
        try (SilentLine line = new SilentLine(server.getPort())) {
            connectThrough(line, session, told, times);
            long cut = System.nanoTime();
            line.cut();
            until("the loss of the connection", () -> told.contains(Session.DISCONNECTED));
            // ZooKeeper's client alone would wait a third longer. Both are due on one loop: load keeps their order.
            act(() -> loop.after(session.multipliedBy(7).dividedBy(6), () -> {
                if (!told.contains(Session.EXPIRED)) {
                    toldTooLate.add("too late");
                }
            }));
            until("the end of the session", () -> told.contains(Session.EXPIRED));
            assertThat(told).containsExactly(Session.CONNECTED, Session.DISCONNECTED, Session.EXPIRED);
            // It pings every third of the timeout, so the last word may be that old.
            assertThat(times.get(1) - cut)
                    .isGreaterThan(session.dividedBy(3).minusMillis(100).toNanos());
            assertThat(times.get(2) - times.get(1))
                    .isGreaterThan(session.minusMillis(100).toNanos());
            assertThat(toldTooLate).isEmpty();
            line.mend();
            until("a new session", () -> told.size() == 4);
        }
    }
}
