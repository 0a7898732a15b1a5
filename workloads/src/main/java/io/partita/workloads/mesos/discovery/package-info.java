/**
 * The workload {@code service-discovery}: what a load balancer is told about the instances of an app, against what lives and
 * answers.
 */
package io.partita.workloads.mesos.discovery;
