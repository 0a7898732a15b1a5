/** Events, histories in memory, the journal on disk, and other tools' formats. */
package io.partita.checker.history;
