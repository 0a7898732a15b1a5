/**
 * What the user asks for, checked as a whole and turned into a plan that fixes everything random.
 *
 * <p>Entry point: {@link io.partita.control.plan.TestPlanner}.
 */
package io.partita.control.plan;
