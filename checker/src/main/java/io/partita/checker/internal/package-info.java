/** Implementation: may change at any time. */
package io.partita.checker.internal;
