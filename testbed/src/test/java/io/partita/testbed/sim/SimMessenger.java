package io.partita.testbed.sim;

import io.partita.testbed.messages.Address;
import io.partita.testbed.messages.Completeness;
import io.partita.testbed.messages.Message;
import io.partita.testbed.runtime.Messenger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Messages in a {@link SimWorld}. As in reality, a message goes over a connection to one process, not to whoever has its
 * address when it arrives.
 */
final class SimMessenger implements Messenger {

    private static final Duration ROUND_TRIP = Duration.ofMillis(1);
    private static final Duration CONNECT_LIMIT = Duration.ofSeconds(5);
    /** When TCP asks again for a connection. */
    private static final List<Duration> ATTEMPTS = List.of(Duration.ZERO, Duration.ofSeconds(1), Duration.ofSeconds(3));

    /** A connection, or the attempt to make one: then {@code target} is null, and messages wait. */
    private static final class Way {
        private final List<Message> waiting = new ArrayList<>();
        private SimProcess target;
        private boolean linked;
    }

    private final SimWorld world;
    private final SimProcess process;
    private final Map<Address, Way> ways = new HashMap<>();
    private Receiver receiver;

    SimMessenger(SimWorld world, SimProcess process) {
        this.world = world;
        this.process = process;
    }

    @Override
    public Address address() {
        return process.address();
    }

    @Override
    public void receive(Receiver newReceiver) {
        receiver = newReceiver;
    }

    @Override
    public void send(Address to, Message message) {
        Completeness.check(message);
        Way way = way(to);
        if (way.target == null) {
            way.waiting.add(message);
        } else {
            transmit(way.target, message);
        }
    }

    @Override
    public void link(Address peer) {
        way(peer).linked = true;
    }

    private void transmit(SimProcess target, Message message) {
        world.transmit(
                address().host(),
                target.address().host(),
                () -> target.execute(() -> target.simMessenger().accept(address(), message)));
    }

    private void accept(Address from, Message message) {
        if (receiver != null) {
            receiver.received(from, message);
        }
    }

    private Way way(Address to) {
        Way known = ways.get(to);
        if (known != null) {
            return known;
        }
        Way way = new Way();
        ways.put(to, way);
        // The network's doing, not the process': it goes on while the process is paused.
        ATTEMPTS.forEach(delay -> world.at(delay, () -> attempt(to, way)));
        process.after(CONNECT_LIMIT, () -> {
            if (way.target == null) {
                ended(to, way);
            }
        });
        return way;
    }

    private void attempt(Address to, Way way) {
        String here = address().host();
        boolean cut = world.isCut(here, to.host()) || world.isCut(to.host(), here);
        if (cut || ways.get(to) != way || way.target != null) {
            return;
        }
        SimProcess target = world.alive(to);
        process.after(ROUND_TRIP, () -> {
            if (ways.get(to) != way || way.target != null) {
                return;
            }
            if (target == null || !target.isAlive()) {
                ended(to, way);
            } else {
                way.target = target;
                target.onDeath(() -> world.transmit(to.host(), here, () -> process.execute(() -> ended(to, way))));
                way.waiting.forEach(message -> transmit(target, message));
            }
        });
    }

    private void ended(Address peer, Way way) {
        if (ways.remove(peer, way) && way.linked) {
            receiver.exited(peer);
        }
    }
}
