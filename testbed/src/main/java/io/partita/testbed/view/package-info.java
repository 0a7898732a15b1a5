/** JSON as Mesos writes it: what masters and agents show alike. */
package io.partita.testbed.view;
