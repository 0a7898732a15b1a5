package io.partita.testbed.marathon.orchestration;

import io.partita.testbed.runtime.Log;
import io.partita.testbed.runtime.Loop;
import io.partita.testbed.settings.Bug;
import io.partita.testbed.settings.Profile;
import io.partita.testbed.settings.Settings;
import java.time.Duration;

/** What all parts of one orchestrator share. */
record Context(Loop loop, Log log, Settings settings, Publisher publisher, Storage storage) {

    boolean isAtLeast(Profile profile) {
        return settings.profile().isAtLeast(profile);
    }

    boolean has(Bug bug) {
        return settings.has(bug);
    }

    /** Epoch milliseconds. */
    long now() {
        return loop.wallClock().toEpochMilli();
    }

    /** A scaled duration as messages and answers state it: in seconds of unscaled time. */
    double unscaledSeconds(Duration scaled) {
        return scaled.toNanos() * settings.timeScale() / 1e9;
    }
}
