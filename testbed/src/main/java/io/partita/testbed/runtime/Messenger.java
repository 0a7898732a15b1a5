package io.partita.testbed.runtime;

import io.partita.testbed.messages.Address;
import io.partita.testbed.messages.Message;

/**
 * One-way messages between components, with the guarantees of Mesos' own transport: at most once, in order between two
 * components, over one TCP connection for each direction. A partition that drops packets delays messages until it heals
 * or TCP gives up; only a connection that breaks is noticed.
 */
public interface Messenger {

    /** Where this component receives. */
    Address address();

    /** What is done with what comes in; called on the loop. To be set once, before anything can come in. */
    void receive(Receiver receiver);

    /** Sends without waiting. Nobody hears of it if {@code message} is lost. */
    void send(Address to, Message message);

    /**
     * Keeps a connection to {@code peer} from now on and calls {@link Receiver#exited} once, when it breaks or cannot be
     * made. Idempotent while the connection stands.
     */
    void link(Address peer);

    /** What a component does with messages. */
    interface Receiver {

        /**
         * A message came.
         *
         * @param from the sender's own address
         * @param message what it sent
         */
        void received(Address from, Message message);

        /** The connection to a linked peer broke, or could not be made. */
        void exited(Address peer);
    }
}
