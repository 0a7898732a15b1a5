package io.partita.testbed.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.partita.testbed.runtime.ZooKeeper;
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
        ZooKeeper client = new RealZooKeeper(loop, server.getConnectString(), SESSION, thread -> {});
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
        List<ZooKeeper.Session> told = new ArrayList<>();
        act(() -> connect().onSession(told::add));
        pause();
        assertThat(told).isEmpty();
        server.restart();
        until("a session", () -> told.equals(List.of(ZooKeeper.Session.CONNECTED)));
    }
}
