/** What a leading master has in memory, and loses with its process: agents, frameworks, tasks, offers. */
package io.partita.testbed.master.cluster;
