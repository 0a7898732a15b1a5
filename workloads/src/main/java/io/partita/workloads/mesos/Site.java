package io.partita.workloads.mesos;

import io.partita.provisioning.cluster.Node;
import io.partita.provisioning.remote.Nodes;
import io.partita.provisioning.system.mesos.Layout;
import io.partita.provisioning.system.mesos.MesosBounds;
import io.partita.provisioning.system.mesos.MesosCluster;
import io.partita.provisioning.system.mesos.Profile;
import io.partita.provisioning.system.mesos.Role;
import io.partita.workloads.Workload.Deployment;
import io.partita.workloads.Workload.Settings;
import io.partita.workloads.http.HttpExchange;
import io.partita.workloads.mesos.api.MarathonApi;
import io.partita.workloads.mesos.api.MesosApi;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * The cluster of Mesos and Marathon that a run tests: who is where, how long things take, and how to talk to each server.
 * Immutable, safe for use by several threads.
 */
public final class Site {

    /**
     * What a workload runs on when the user does not say: the testbed, five times as fast as real servers, and with
     * reconciliations so often that what only they repair is repaired while one watches.
     */
    public static final String USUAL_SYSTEM = "testbed:time.scale=5,marathon.reconcile.interval=100s";

    private final MesosCluster cluster;
    private final Nodes nodes;
    private final LongSupplier clock;
    private final Layout layout;

    private Site(MesosCluster cluster, Nodes nodes, LongSupplier clock) {
        this.cluster = cluster;
        this.nodes = nodes;
        this.clock = clock;
        this.layout = cluster.layout(nodes);
    }

    /**
     * The cluster of a run.
     *
     * @param needed the roles that the workload cannot do without
     * @throws IllegalStateException if the system is no such cluster, or has none of a role
     */
    public static Site of(Settings settings, Role... needed) {
        Deployment deployment = settings.deployment()
                .orElseThrow(
                        () -> new IllegalStateException("this workload needs a running cluster, and there is none"));
        if (!(deployment.system() instanceof MesosCluster cluster)) {
            throw new IllegalStateException("this workload tests a cluster of Mesos and Marathon, and "
                    + deployment.system().name() + " is none. Use --system testbed, or --system mesos:…");
        }
        Site site = new Site(cluster, deployment.nodes(), deployment.clock());
        for (Role role : needed) {
            if (site.on(role).isEmpty()) {
                throw new IllegalStateException("this workload needs a " + role.label() + ", and " + cluster.name()
                        + " has none on any node: see its settings in control list systems, and --layout");
            }
        }
        return site;
    }

    public MesosCluster cluster() {
        return cluster;
    }

    public Nodes nodes() {
        return nodes;
    }

    /** Nanoseconds since the run began. */
    public LongSupplier clock() {
        return clock;
    }

    public MesosBounds bounds() {
        return cluster.bounds();
    }

    public Profile profile() {
        return cluster.profile();
    }

    /** How long {@code given}, a duration in a request to Marathon, really is. */
    public Duration effective(Duration given) {
        return cluster.timings().effective(given);
    }

    /** The nodes of {@code role}, in order. */
    public List<String> on(Role role) {
        return layout.on(role);
    }

    /** Where the server of {@code role} on {@code node} answers HTTP. */
    public URI uri(Role role, String node) {
        return URI.create("http://" + nodes.inventory().node(node).address() + ":" + cluster.port(role));
    }

    /** The Marathon on {@code node}. */
    public MarathonApi marathon(HttpExchange http, String node) {
        return new MarathonApi(http, uri(Role.MARATHON, node));
    }

    /** The master or, for {@link Role#AGENT}, the agent on {@code node}. */
    public MesosApi mesos(HttpExchange http, Role role, String node) {
        return new MesosApi(http, uri(role, node));
    }

    /** The path of the state of masters and agents, which depends on the release. */
    public String statePath() {
        return profile() == Profile.CLASSIC ? MesosApi.STATE_JSON : MesosApi.STATE;
    }

    /**
     * The node that servers mean by {@code place}: {@code 10.0.0.1:5050}, {@code n1}, {@code master@10.0.0.1:5050}, or a
     * URI with one of these; empty if it is none of ours.
     */
    public Optional<String> nodeAt(String place) {
        if (place == null) {
            return Optional.empty();
        }
        String host = place.substring(place.indexOf('@') + 1)
                .replaceFirst("^([a-z]+:)?//", "")
                .replaceFirst("[:/].*$", "");
        return nodes.inventory().nodes().stream()
                .filter(node -> node.address().equals(host) || node.name().equals(host))
                .map(Node::name)
                .findFirst();
    }
}
