/** The cluster as JSON, in the shapes of Mesos' endpoints. */
package io.partita.testbed.master.view;
