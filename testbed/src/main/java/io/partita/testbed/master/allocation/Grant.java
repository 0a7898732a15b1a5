package io.partita.testbed.master.allocation;

import io.partita.testbed.messages.Resources;

/** All that is free on an agent, for one framework. */
public record Grant(String agentId, String frameworkId, Resources resources) {}
