/** The vocabulary that master, agent, executor and framework share, and what they send each other. All immutable. */
package io.partita.testbed.messages;
