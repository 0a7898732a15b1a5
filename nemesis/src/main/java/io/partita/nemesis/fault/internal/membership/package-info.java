/** Servers leave their cluster in an orderly way, and join it again. */
package io.partita.nemesis.fault.internal.membership;
