/** Commands and files on nodes, over SSH. */
package io.partita.provisioning.remote;
