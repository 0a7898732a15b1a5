package io.partita.workloads.mesos.deploy;

import io.partita.provisioning.system.mesos.MesosCluster;
import io.partita.provisioning.system.mesos.Role;
import io.partita.workloads.Workload;
import io.partita.workloads.mesos.Site;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * {@code marathon-deploy}: are deployments what they promise to be? Apps are upgraded and scaled again and again while
 * faults come and go. Which tasks of which version live is taken from the nodes, never from what Marathon says.
 */
public final class DeployWorkload implements Workload {

    @Override
    public String name() {
        return "marathon-deploy";
    }

    @Override
    public String description() {
        return "Upgrades and scales apps: enough tasks live all the time, never too many, one deployment at a time,"
                + " and each reaches its end.";
    }

    @Override
    public String system() {
        return MesosCluster.PART;
    }

    @Override
    public Defaults defaults() {
        return new Defaults(Site.USUAL_SYSTEM, Duration.ofSeconds(90), Duration.ofSeconds(15), 0, "3n");
    }

    @Override
    public List<Option> options() {
        return DeployOptions.ALL;
    }

    @Override
    public void check(Map<String, String> options) {
        DeployOptions.read(options);
    }

    @Override
    public Load prepare(Settings settings) {
        Site site = Site.of(settings, Role.MASTER, Role.AGENT, Role.MARATHON);
        return new DeployLoad(settings, site, DeployOptions.read(settings.options()));
    }
}
