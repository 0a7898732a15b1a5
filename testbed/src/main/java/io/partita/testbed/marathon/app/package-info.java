/** What users ask Marathon to run. All immutable; seconds are unscaled, as users write them. */
package io.partita.testbed.marathon.app;
