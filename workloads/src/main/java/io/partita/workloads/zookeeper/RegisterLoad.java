package io.partita.workloads.zookeeper;

import io.partita.checker.Checker;
import io.partita.checker.Checkers;
import io.partita.checker.Models;
import io.partita.checker.history.History;
import io.partita.workloads.FaultSituations;
import io.partita.workloads.Situation;
import io.partita.workloads.Workload;
import io.partita.workloads.client.Client;
import io.partita.workloads.generator.Generator;
import io.partita.workloads.generator.Generators;
import io.partita.workloads.generator.Template;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntFunction;

/** One run of {@link RegisterWorkload}. */
final class RegisterLoad implements Workload.Load {

    static final String MODEL = "cas-register";

    /** The final reads cover this many registers, the latest; all would take longer than the load itself. */
    private static final int LATEST = 100;

    private static final Duration FINAL_LIMIT = Duration.ofSeconds(30);
    private static final Set<String> CHANGES = Set.of("write", "cas");
    private static final Set<String> ALL = Set.of("read", "write", "cas");

    private final Workload.Settings settings;
    private final ZooKeeperOptions options;
    private final ReadMode reads;
    private final int opsPerKey;
    private final int crashesPerKey;
    /** Every register in use, in the order of first use. */
    private final Set<Object> used = Collections.synchronizedSet(new LinkedHashSet<>());

    RegisterLoad(
            Workload.Settings settings, ZooKeeperOptions options, ReadMode reads, int opsPerKey, int crashesPerKey) {
        this.settings = settings;
        this.options = options;
        this.reads = reads;
        this.opsPerKey = opsPerKey;
        this.crashesPerKey = crashesPerKey;
    }

    @Override
    public Client.Factory clients() {
        return (node, process) ->
                new RegisterClient(options.open(settings, node), reads, options.operationLimit(), used::add);
    }

    @Override
    public void setUp() throws Exception {
        Roots.recreate(settings, options, RegisterClient.ROOT, "");
    }

    /** Each group of threads has one thread for each node; what is left over belongs to the last group. */
    @Override
    public Generator generator() {
        int size = Math.min(settings.threads(), settings.nodeNames().size());
        int groups = settings.threads() / size;
        List<Generator> generators = new ArrayList<>();
        for (int group = 0; group < groups; group++) {
            int to = group == groups - 1 ? settings.threads() : (group + 1) * size;
            long seed = settings.seed() + group;
            var rules = new RegisterGenerator.Rules(group, opsPerKey, crashesPerKey);
            Generator generator = Paces.at(settings.rate() / groups, ~seed, RegisterGenerator.start(seed, rules));
            generators.add(Generators.onThreads(group * size, to, generator));
        }
        return Generators.together(generators);
    }

    /** Reads the latest registers through every node: shows what became of acknowledged writes. */
    @Override
    public Generator finalGenerator() {
        List<Object> latest;
        synchronized (used) {
            latest = new ArrayList<>(used);
        }
        Collections.reverse(latest);
        List<Object> registers = List.copyOf(latest.subList(0, Math.min(LATEST, latest.size())));
        Generator reading = Generators.limit(
                registers.size(),
                Generators.stream(0, (number, random) -> new Template("read", registers.get((int) number), null)));
        return Generators.timeLimit(
                FINAL_LIMIT,
                Generators.eachThread(Processes.nodesInUse(settings).size(), thread -> reading));
    }

    @Override
    public List<Checker> checkers() {
        return List.of(Checkers.linearizable("linearizability", Models.named(MODEL)));
    }

    /** Where several nodes are used, a run in which no read could have met a node that is behind proves little. */
    @Override
    public List<Situation> situations() {
        IntFunction<String> nodes = process -> Processes.node(settings, process);
        Situation handovers = Handovers.of(CHANGES, nodes);
        return List.of(
                Processes.nodesInUse(settings).size() > 1 ? handovers.needed(1) : handovers,
                FaultSituations.caught("changes", CHANGES, nodes),
                FaultSituations.leaderCutOff("changes", CHANGES, nodes),
                FaultSituations.leftOpen("changes", CHANGES));
    }

    @Override
    public Optional<String> missingEvidence(History history) {
        return new Evidence(history, settings)
                .successOf("read", "write", "cas")
                .successesDuringFaults(ALL)
                .finalReads(CHANGES)
                .missing();
    }
}
