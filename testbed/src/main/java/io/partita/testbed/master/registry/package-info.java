/** What survives a master: one small value, kept by a majority of masters and written by one at a time. */
package io.partita.testbed.master.registry;
