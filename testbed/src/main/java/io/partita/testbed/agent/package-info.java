/** The Mesos agent: runs tasks for masters by executors that outlive it, and writes down what it must not forget. */
package io.partita.testbed.agent;
