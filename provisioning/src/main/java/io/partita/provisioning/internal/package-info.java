/** What the packages of provisioning share among themselves; not for other modules. */
package io.partita.provisioning.internal;
