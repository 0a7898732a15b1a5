package io.partita.testbed.master.view;

import io.partita.testbed.master.cluster.AgentEntry;
import io.partita.testbed.master.cluster.Cluster;
import io.partita.testbed.master.registry.Registry;
import io.partita.testbed.messages.MasterInfo;
import io.partita.testbed.settings.Place;
import io.partita.testbed.settings.Profile;
import io.partita.testbed.settings.Settings;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * What views are made from.
 *
 * @param leader who leads, as this master sees it
 * @param startTime of the process, seconds since 1970
 * @param electedTime seconds since 1970; null if it was not elected
 * @param active whether an agent's resources may be offered
 */
public record Snapshot(
        Settings settings,
        Place place,
        MasterInfo self,
        Path workDirectory,
        Optional<MasterInfo> leader,
        Cluster cluster,
        Registry registry,
        double startTime,
        Double electedTime,
        Predicate<AgentEntry> active) {

    boolean isAtLeast(Profile profile) {
        return settings.profile().isAtLeast(profile);
    }
}
