/** What must be undone, on the control node's disk before it is done; and who undoes it when the control node died. */
package io.partita.nemesis.ledger;
