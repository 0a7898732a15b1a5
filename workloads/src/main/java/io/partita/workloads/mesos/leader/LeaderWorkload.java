package io.partita.workloads.mesos.leader;

import io.partita.provisioning.system.mesos.MesosCluster;
import io.partita.workloads.Workload;
import io.partita.workloads.mesos.Site;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** {@code mesos-leader}: does one master and one Marathon lead, and does a new leader know what the old one knew? */
public final class LeaderWorkload implements Workload {

    @Override
    public String name() {
        return "mesos-leader";
    }

    @Override
    public String description() {
        return "Asks all masters and Marathons who leads and what they know; judged: one leader, elections in time, true"
                + " answers of standbys, nothing forgotten at failover.";
    }

    @Override
    public String system() {
        return MesosCluster.PART;
    }

    @Override
    public List<Option> options() {
        return LeaderOptions.ALL;
    }

    @Override
    public Defaults defaults() {
        return new Defaults(Site.USUAL_SYSTEM, Duration.ofSeconds(75), Duration.ofSeconds(20), 0, "6");
    }

    @Override
    public void check(Map<String, String> options) {
        LeaderOptions.of(options);
    }

    /** A cluster in which several masters lead, or none, never becomes ready: that is what this workload is about. */
    @Override
    public boolean judgesUnready() {
        return true;
    }

    @Override
    public Load prepare(Settings settings) {
        return new LeaderLoad(settings, LeaderOptions.of(settings.options()));
    }
}
