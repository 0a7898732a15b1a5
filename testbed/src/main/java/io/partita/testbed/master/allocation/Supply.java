package io.partita.testbed.master.allocation;

import io.partita.testbed.messages.Resources;

/**
 * An agent with something to offer.
 *
 * @param total all it has
 * @param free what is neither used nor on offer
 */
public record Supply(String agentId, Resources total, Resources free) {}
