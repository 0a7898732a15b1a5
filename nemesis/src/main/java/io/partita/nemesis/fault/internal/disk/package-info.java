/** Disks are full, slow or read-only, and files of a system's data are damaged. */
package io.partita.nemesis.fault.internal.disk;
