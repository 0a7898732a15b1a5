/** Who is offered what: pure functions over an excerpt of the cluster. */
package io.partita.testbed.master.allocation;
