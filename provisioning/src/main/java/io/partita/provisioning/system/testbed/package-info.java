/**
 * The testbed, a small Mesos and Marathon of our own, as a system under test. Nothing here uses its code: what is known of
 * it are its data files, its jars, and what its servers say over HTTP.
 */
package io.partita.provisioning.system.testbed;
