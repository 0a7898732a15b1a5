/** What is judged: a history cut into independent parts, and the budget for judging them. */
package io.partita.checker.internal.parts;
