/**
 * The work of the leading Marathon: instances and their states, launching and killing, deployments, reconciliation, health.
 * Pure decisions ({@code StatusRules}, {@code Placement}, {@code Constraints}, {@code Rollout}, {@code Plans}, {@code KillOrder})
 * stand apart from those that act.
 */
package io.partita.testbed.marathon.orchestration;
