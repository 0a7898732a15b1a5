/** How one part gets its verdict: monitor, else search, then the words. */
package io.partita.checker.internal.judge;
