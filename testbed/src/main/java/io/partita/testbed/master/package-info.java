/** The Mesos master: election, registry, agents, frameworks, offers, tasks, maintenance, and what it answers over HTTP. */
package io.partita.testbed.master;
