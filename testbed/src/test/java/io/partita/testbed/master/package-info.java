/** The master in virtual time, with small pretended agents and frameworks around it. */
package io.partita.testbed.master;
