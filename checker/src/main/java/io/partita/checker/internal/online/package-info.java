/** How runs are judged while they go on. */
package io.partita.checker.internal.online;
