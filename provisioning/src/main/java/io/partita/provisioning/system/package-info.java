/** Systems under test: what each can do, how it is found, its artifacts and daemons. */
package io.partita.provisioning.system;
