/** The testbed's answers beside those that real servers gave: one comparer, and one table of what may differ. */
package io.partita.testbed.contract;
