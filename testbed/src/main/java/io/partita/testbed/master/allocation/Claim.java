package io.partita.testbed.master.allocation;

import io.partita.testbed.messages.Resources;
import java.util.function.BiPredicate;

/**
 * A framework that wants offers.
 *
 * @param held what it uses and what is on offer to it
 * @param served how many offers it has had
 * @param refuses whether it declined these resources of that agent not long ago
 */
public record Claim(String frameworkId, Resources held, long served, BiPredicate<String, Resources> refuses) {}
