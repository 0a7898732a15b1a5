package io.partita.workloads.zookeeper;

import io.partita.checker.Checker;
import io.partita.checker.history.History;
import io.partita.workloads.Workload;
import io.partita.workloads.client.Client;
import io.partita.workloads.generator.Generator;
import io.partita.workloads.generator.Generators;
import io.partita.workloads.generator.Template;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** One run of {@link CounterWorkload}. */
final class CounterLoad implements Workload.Load {

    /** A read that fails is not repeated by its client; the next one is another chance. */
    private static final int FINAL_READS = 3;

    private final Workload.Settings settings;
    private final ZooKeeperOptions options;
    private final Duration leaderInterval;

    CounterLoad(Workload.Settings settings, ZooKeeperOptions options, Duration leaderInterval) {
        this.settings = settings;
        this.options = options;
        this.leaderInterval = leaderInterval;
    }

    @Override
    public Client.Factory clients() {
        Map<String, InetSocketAddress> servers = new LinkedHashMap<>();
        settings.nodeNames().forEach(node -> servers.put(node, ZooKeeperOptions.address(settings, node)));
        return (node, process) -> new CounterClient(options.open(settings, node), servers, options.operationLimit());
    }

    @Override
    public void setUp() throws Exception {
        Roots.recreate(settings, options, CounterClient.PATH, "0");
    }

    @Override
    public Generator generator() {
        Generator increments = Generators.stream(0, (number, random) -> new Template("increment", null, null));
        Generator questions = Generators.stream(0, (number, random) -> new Template("leader", null, null));
        // Questions first: without a rate there is always an increment that could be next.
        return Generators.together(List.of(
                Generators.stagger(leaderInterval, ~settings.seed(), questions),
                Paces.at(settings.rate(), settings.seed(), increments)));
    }

    @Override
    public Generator finalGenerator() {
        Generator reads = Generators.limit(
                FINAL_READS, Generators.stream(0, (number, random) -> new Template("read", null, null)));
        return Generators.eachThread(Processes.nodesInUse(settings).size(), thread -> reads);
    }

    @Override
    public List<Checker> checkers() {
        return List.of(new CounterChecker(), new LeaderChecker(), new WriteOutageMeter(settings));
    }

    @Override
    public Optional<String> missingEvidence(History history) {
        return new Evidence(history, settings)
                .successOf("increment", "read", "leader")
                .successesDuringFaults(Set.of("increment"))
                .finalReads(Set.of("increment"))
                .missing();
    }
}
