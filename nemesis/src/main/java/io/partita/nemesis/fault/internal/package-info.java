/** The kinds of fault that come with Partita. */
package io.partita.nemesis.fault.internal;
