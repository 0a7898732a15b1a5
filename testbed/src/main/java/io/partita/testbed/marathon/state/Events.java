package io.partita.testbed.marathon.state;

import tools.jackson.databind.node.ObjectNode;

/** Where Marathon's parts tell what happened, for those who listen to the event stream. */
@FunctionalInterface
public interface Events {

    /**
     * Publishes an event; {@code eventType} and {@code timestamp} are added to its fields.
     *
     * @param type such as {@code status_update_event}
     */
    void publish(String type, ObjectNode fields);
}
