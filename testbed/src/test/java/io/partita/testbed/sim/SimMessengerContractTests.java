package io.partita.testbed.sim;

import static org.assertj.core.api.Assertions.assertThat;

import io.partita.testbed.messages.Address;
import io.partita.testbed.runtime.MessengerContract;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

class SimMessengerContractTests extends MessengerContract {

    @TempDir
    private Path directory;

    private final Map<Peer, Address> peers = new HashMap<>();
    private SimWorld world;
    private int hosts = 10;

    @BeforeEach
    void world() {
        world = new SimWorld(1, directory);
    }

    @Override
    protected Address vacancy() {
        return new Address("10.0.0." + ++hosts, 5050);
    }

    @Override
    protected Peer start(Address address) {
        Peer peer = world.start("peer", address, Peer::new);
        peers.put(peer, address);
        return peer;
    }

    @Override
    protected void kill(Peer peer) {
        world.kill(peers.get(peer));
    }

    @Override
    protected void until(String what, BooleanSupplier condition) {
        assertThat(world.runUntil(what, Duration.ofMinutes(1), condition)).isLessThan(Duration.ofMinutes(1));
    }

    @Override
    protected void pause() {
        world.run(Duration.ofSeconds(1));
    }
}
