package io.partita.testbed.marathon.api;

import io.partita.testbed.marathon.events.EventBus;
import io.partita.testbed.marathon.leadership.Leadership;
import io.partita.testbed.marathon.state.Orchestrator;
import io.partita.testbed.marathon.state.Repository;
import io.partita.testbed.messages.Address;
import io.partita.testbed.runtime.Platform;
import io.partita.testbed.settings.Place;
import io.partita.testbed.settings.Profile;
import io.partita.testbed.settings.Settings;

/**
 * What answers are made from, for one term of leadership.
 *
 * @param http where clients reach this Marathon
 */
public record ApiContext(
        Platform platform,
        Settings settings,
        Place place,
        Address http,
        Leadership leadership,
        EventBus events,
        Orchestrator orchestrator,
        Repository repository) {

    Profile profile() {
        return settings.profile();
    }

    boolean isAtLeast(Profile other) {
        return profile().isAtLeast(other);
    }
}
