/** What the testbed is told: profile, knobs, time scale, bugs. */
package io.partita.testbed.settings;
