/** Judging a run while it goes on. What is found here is proven; what is not found here says nothing. */
package io.partita.checker.online;
