package io.partita.workloads.mesos.restart;

import io.partita.provisioning.system.mesos.MesosCluster;
import io.partita.provisioning.system.mesos.Role;
import io.partita.workloads.Workload;
import io.partita.workloads.mesos.Site;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * {@code marathon-restart}: does Marathon start again what dies? Task processes are killed on their nodes and die by
 * themselves while faults come and go. What runs is taken from the nodes, never from what Marathon says.
 */
public final class RestartWorkload implements Workload {

    @Override
    public String name() {
        return "marathon-restart";
    }

    @Override
    public String description() {
        return "Kills task processes on the nodes: every one is replaced in time, and in the end exactly as many live as should.";
    }

    @Override
    public String system() {
        return MesosCluster.PART;
    }

    @Override
    public Defaults defaults() {
        return new Defaults(Site.USUAL_SYSTEM, Duration.ofSeconds(75), Duration.ofSeconds(20), 0, "3n");
    }

    @Override
    public List<Option> options() {
        return RestartOptions.ALL;
    }

    @Override
    public void check(Map<String, String> options) {
        RestartOptions.read(options);
    }

    @Override
    public Load prepare(Settings settings) {
        Site site = Site.of(settings, Role.MASTER, Role.AGENT, Role.MARATHON);
        return new RestartLoad(settings, site, RestartOptions.read(settings.options()));
    }
}
