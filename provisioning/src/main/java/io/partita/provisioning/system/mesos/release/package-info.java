/**
 * Released Apache Mesos and Marathon as a system under test: where they are had from, with which flags they are started, and
 * what is done when an agent asks for a remedy. Nothing of this was made by Apache or Mesosphere; the programs are.
 */
package io.partita.provisioning.system.mesos.release;
