package io.partita.testbed.master.registry;

/**
 * An operator's wish to empty an agent.
 *
 * @param markGone whether the agent is marked gone once it is empty
 * @param drained whether it is empty
 */
public record Drain(boolean markGone, boolean drained) {}
