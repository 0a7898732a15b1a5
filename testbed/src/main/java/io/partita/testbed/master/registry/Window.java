package io.partita.testbed.master.registry;

import io.partita.testbed.messages.Offer.Unavailability;
import java.util.List;

/** Machines that are to be away at the same time. */
public record Window(List<MachineId> machines, Unavailability unavailability) {

    public Window {
        machines = List.copyOf(machines);
    }
}
