package io.partita.testbed.sim;

import io.partita.testbed.messages.Address;
import io.partita.testbed.runtime.Component;
import io.partita.testbed.runtime.HttpService;
import io.partita.testbed.runtime.Platform;
import io.partita.testbed.runtime.ZooKeeper;
import io.partita.testbed.runtime.ZooKeeperContract;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

class SimZooKeeperContractTests extends ZooKeeperContract {

    /** A process that does nothing of its own. */
    private record Idle(Platform platform) implements Component {
        @Override
        public void start() {}

        @Override
        public HttpService http() {
            return (request, responder) -> responder.respond(HttpService.Response.of(404));
        }
    }

    @TempDir
    private Path directory;

    private SimWorld world;
    private Idle process;

    @BeforeEach
    void world() {
        world = new SimWorld(1, directory);
        process = world.start("client", new Address("10.0.0.11", 1), Idle::new);
    }

    @Override
    protected void act(Runnable action) {
        process.platform().loop().execute(action);
    }

    @Override
    protected void until(String what, BooleanSupplier condition) {
        world.runUntil(what, Duration.ofMinutes(5), condition);
    }

    @Override
    protected ZooKeeper connect() {
        return process.platform().zooKeeper(Duration.ofSeconds(10));
    }

    @Override
    protected void down() {
        world.zooKeeper().down();
    }

    @Override
    protected void up() {
        world.zooKeeper().up();
    }

    @Override
    protected void pause() {
        world.run(Duration.ofSeconds(1));
    }
}
