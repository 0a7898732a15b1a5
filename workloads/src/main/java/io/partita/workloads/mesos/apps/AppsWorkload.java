package io.partita.workloads.mesos.apps;

import io.partita.provisioning.system.mesos.MesosCluster;
import io.partita.provisioning.system.mesos.Role;
import io.partita.workloads.Workload;
import io.partita.workloads.mesos.Site;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * {@code marathon-apps}: does Marathon keep what it acknowledges? Apps are made, changed, scaled, read and deleted through
 * every Marathon at once; every change has a token of its own, so that a reading tells which it saw.
 */
public final class AppsWorkload implements Workload {

    @Override
    public String name() {
        return "marathon-apps";
    }

    @Override
    public String description() {
        return "Makes, changes, scales, reads and deletes apps through every Marathon; acknowledged changes must be"
                + " linearizable for each app, and never lost.";
    }

    @Override
    public String system() {
        return MesosCluster.PART;
    }

    @Override
    public List<Option> options() {
        return AppsOptions.ALL;
    }

    /** Four threads for each of three Marathons; time for four faults, so that each Marathon leads twice. */
    @Override
    public Defaults defaults() {
        return new Defaults(
                Site.USUAL_SYSTEM + ",supervise.marathon=10s", Duration.ofSeconds(80), Duration.ofSeconds(9), 0, "12");
    }

    @Override
    public void check(Map<String, String> options) {
        AppsOptions.of(options);
    }

    @Override
    public Load prepare(Settings settings) {
        AppsOptions options = AppsOptions.of(settings.options());
        return new AppsLoad(settings, Site.of(settings, Role.MARATHON), options);
    }
}
