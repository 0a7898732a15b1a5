package io.partita.testbed.messages;

import java.util.Map;

/**
 * Resources that a framework may use.
 *
 * @param agentAddress where the agent is
 * @param unavailability when the agent's machine is to be away; null if no maintenance is planned
 */
public record Offer(
        String id,
        String frameworkId,
        String agentId,
        String hostname,
        Address agentAddress,
        Resources resources,
        Map<String, String> attributes,
        @MayBeNull Unavailability unavailability) {

    public Offer {
        attributes = Map.copyOf(attributes);
    }

    /**
     * A planned absence.
     *
     * @param start nanoseconds since 1970
     * @param duration nanoseconds; null if it is open-ended
     */
    public record Unavailability(long start, @MayBeNull Long duration) {}
}
