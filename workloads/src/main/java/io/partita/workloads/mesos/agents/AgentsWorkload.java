package io.partita.workloads.mesos.agents;

import io.partita.provisioning.system.mesos.MesosCluster;
import io.partita.workloads.Workload;
import io.partita.workloads.mesos.Site;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * {@code mesos-agents}: are agents lost when they should be and not before, do they come back as they may, and does nothing
 * happen to tasks without a cause? The load only looks, but for one machine that is taken down for maintenance; what
 * happens to agents is the nemesis's affair.
 */
public final class AgentsWorkload implements Workload {

    /**
     * Faults are so far apart that an agent certainly answers between two of them: what a cut held up may take as long as the
     * cut to arrive.
     */
    private static final Duration INTERVAL = Duration.ofSeconds(64);

    /**
     * Sessions with ZooKeeper are longer than usual at this scale: a leader whose server is on the node that is cut off has to find
     * another one in time, or the run shows elections and not how agents are lost.
     */
    private static final String CLUSTER = Site.USUAL_SYSTEM + ",zk.session=20s,marathon.zk.session=20s";

    private static final Duration TIME_LIMIT = Duration.ofSeconds(120);

    @Override
    public String name() {
        return "mesos-agents";
    }

    @Override
    public String description() {
        return "Watches agents and their tasks while agents are cut off, killed and taken away; judged by when they are lost and"
                + " how they return.";
    }

    @Override
    public String system() {
        return MesosCluster.PART;
    }

    @Override
    public List<Option> options() {
        return AgentsOptions.ALL;
    }

    @Override
    public Defaults defaults() {
        return new Defaults(CLUSTER, TIME_LIMIT, INTERVAL, 0, "1n");
    }

    @Override
    public void check(Map<String, String> options) {
        AgentsOptions.read(options);
    }

    @Override
    public Load prepare(Settings settings) {
        return new AgentsLoad(settings, AgentsOptions.read(settings.options()));
    }
}
