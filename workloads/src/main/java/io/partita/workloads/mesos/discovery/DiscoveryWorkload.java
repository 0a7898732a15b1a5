package io.partita.workloads.mesos.discovery;

import io.partita.provisioning.system.mesos.MesosCluster;
import io.partita.provisioning.system.mesos.Role;
import io.partita.workloads.Workload;
import io.partita.workloads.mesos.Site;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * {@code service-discovery}: is what a load balancer is told true? Marathons, masters and, where there are some, discovery
 * servers are asked for the instances of an app whose tasks are killed; every address that they name is asked who answers
 * there, and requests go through a load balancer that is told what the Marathons say.
 */
public final class DiscoveryWorkload implements Workload {

    @Override
    public String name() {
        return "service-discovery";
    }

    @Override
    public String description() {
        return "Asks Marathons, masters and discovery servers where instances are: none is dead, unknown or an empty view.";
    }

    @Override
    public String system() {
        return MesosCluster.PART;
    }

    @Override
    public Defaults defaults() {
        return new Defaults(Site.USUAL_SYSTEM, Duration.ofSeconds(75), Duration.ofSeconds(20), 0, "4n");
    }

    @Override
    public List<Option> options() {
        return DiscoveryOptions.ALL;
    }

    @Override
    public void check(Map<String, String> options) {
        DiscoveryOptions.read(options);
    }

    @Override
    public Load prepare(Settings settings) {
        Site site = Site.of(settings, Role.MASTER, Role.AGENT, Role.MARATHON);
        return new DiscoveryLoad(settings, site, DiscoveryOptions.read(settings.options()));
    }
}
