/** Words and evidence for a history that is not linearizable. */
package io.partita.checker.internal.explain;
