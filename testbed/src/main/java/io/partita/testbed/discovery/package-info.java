/** Where tasks are: a small stand-in for mesos-dns, over HTTP only. */
package io.partita.testbed.discovery;
