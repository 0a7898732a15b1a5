/** The generators that {@link io.partita.workloads.generator.Generators} makes. */
package io.partita.workloads.generator.internal;
