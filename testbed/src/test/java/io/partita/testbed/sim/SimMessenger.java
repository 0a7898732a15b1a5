package io.partita.testbed.sim;

import io.partita.testbed.messages.Address;
import io.partita.testbed.messages.Message;
import io.partita.testbed.runtime.Messenger;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** Messages in a {@link SimWorld}. */
final class SimMessenger implements Messenger {

    private static final Duration CONNECT_LIMIT = Duration.ofSeconds(5);

    private final SimWorld world;
    private final SimProcess process;
    /** The process that each link goes to: null while none has been reached. */
    private final Map<Address, SimProcess> links = new HashMap<>();

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
        SimProcess target = world.alive(to);
        if (target == null) {
            return;
        }
        world.transmit(
                address().host(),
                to.host(),
                // For a process that took the address over, the connection is another one.
                () -> target.execute(() -> target.simMessenger().accept(address(), message)));
    }

    private void accept(Address from, Message message) {
        if (receiver != null) {
            receiver.received(from, message);
        }
    }

    @Override
    public void link(Address peer) {
        if (links.containsKey(peer)) {
            return;
        }
        links.put(peer, null);
        String here = address().host();
        if (world.isCut(here, peer.host()) || world.isCut(peer.host(), here)) {
            process.after(CONNECT_LIMIT, () -> broken(peer, null));
            return;
        }
        SimProcess target = world.alive(peer);
        if (target == null) {
            process.after(Duration.ofMillis(1), () -> broken(peer, null));
            return;
        }
        links.put(peer, target);
        target.onDeath(() -> world.transmit(peer.host(), here, () -> process.execute(() -> broken(peer, target))));
    }

    private void broken(Address peer, SimProcess target) {
        if (links.containsKey(peer) && links.get(peer) == target) {
            links.remove(peer);
            receiver.exited(peer);
        }
    }
}
