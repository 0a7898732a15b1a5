/**
 * Workloads: what clients do to a system, and how the recorded history is judged.
 *
 * <ul>
 *   <li>{@code generator}: pure, seeded schedules of operations
 *   <li>{@code client}: connections to the system under test
 *   <li>one package for each system's workloads
 * </ul>
 */
package io.partita.workloads;
