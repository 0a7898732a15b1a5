/** What kinds of fault share: who is there to be struck, for how long, and what nodes must have. */
package io.partita.nemesis.fault.internal.shared;
