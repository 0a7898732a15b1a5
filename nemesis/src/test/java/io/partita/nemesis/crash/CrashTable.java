package io.partita.nemesis.crash;

import io.partita.nemesis.TestCluster;
import io.partita.nemesis.crash.CrashProof.Healing;
import io.partita.nemesis.crash.CrashProof.Result;
import io.partita.provisioning.cluster.LxcSupport;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Kills control processes at many random instants and prints what came of each, and of all. Run by
 * {@code nemesis/crash-proof}; arguments: how many are healed from the ledger, how many by the nodes alone, seed, system
 * (daemon, zookeeper or testbed), number of nodes. Ends with 0 if all nodes were clean every time.
 */
public final class CrashTable {

    private final PrintStream out;
    private final List<Result> results = new ArrayList<>();

    CrashTable(PrintStream out) {
        this.out = out;
    }

    public static void main(String[] arguments) throws Exception {
        var missing = LxcSupport.missing();
        if (!missing.isEmpty()) {
            System.err.println("crash-proof: no LXC nodes on this machine: " + missing);
            System.exit(3);
        }
        int byLedger = Integer.parseInt(arguments[0]);
        int byNodes = Integer.parseInt(arguments[1]);
        long seed = Long.parseLong(arguments[2]);
        Path directory = Files.createTempDirectory("crash-proof");
        var table = new CrashTable(System.out);
        try (TestCluster cluster =
                TestCluster.of(Integer.parseInt(arguments[4])).withDisks().up()) {
            var proof = new CrashProof(cluster, arguments[3], directory);
            proof.prepare();
            table.begin(proof);
            List<Instant> instants = Instant.plan(byLedger + byNodes, proof.faults(), seed);
            table.run(proof, instants.subList(0, byLedger), Healing.BY_LEDGER);
            table.run(proof, instants.subList(byLedger, byLedger + byNodes), Healing.BY_THE_NODES);
            table.end();
        }
        System.out.println("seed " + seed + ", ledgers in " + directory);
        System.exit(table.allClean() ? 0 : 1);
    }

    void begin(CrashProof proof) {
        proof.refused().forEach((fault, why) -> out.println("cannot be had here: " + fault + ": " + why));
        out.println("faults: " + String.join(", ", proof.faults()));
        out.printf("%4s  %-6s %-18s %-22s %5s %7s%n", "", "healer", "killed", "was", "dirt", "ms");
    }

    /** Until the nodes stay dirty: what comes after that would say nothing. */
    void run(CrashProof proof, List<Instant> instants, Healing healing) throws InterruptedException {
        for (Instant instant : instants) {
            int dirt = proof.dirt().size();
            if (dirt > 0) {
                out.println("the nodes are in " + dirt + " things not as they were: this is the end");
                return;
            }
            add(proof.crash(instant, healing));
            proof.settle();
        }
    }

    boolean allClean() {
        return results.stream().allMatch(Result::clean);
    }

    List<Result> results() {
        return results;
    }

    private void add(Result result) {
        results.add(result);
        Instant instant = result.instant();
        out.printf(
                "%4d  %-6s %-18s %-22s %5d %7d  %s%s%s%n",
                instant.number(),
                result.healing(),
                instant.phase(),
                result.reached(),
                result.dirtBefore(),
                result.millis(),
                instant.fault(),
                instant.others().isEmpty() ? "" : " beside " + String.join(", ", instant.others()),
                result.refusal().isEmpty() ? "" : " (refused: " + result.refusal() + ")");
        result.left().forEach(line -> out.println("        NOT CLEAN  " + line));
    }

    void end() {
        for (Healing healing : Healing.values()) {
            List<Result> those = results.stream()
                    .filter(result -> result.healing() == healing)
                    .toList();
            long[] millis = those.stream().mapToLong(Result::millis).sorted().toArray();
            if (!those.isEmpty()) {
                out.printf(
                        "healed by the %s: %d of %d clean; %d had something to heal; ms from the kill: median %d, most %d%n",
                        healing,
                        those.stream().filter(Result::clean).count(),
                        those.size(),
                        those.stream().filter(result -> result.dirtBefore() > 0).count(),
                        millis[millis.length / 2],
                        millis[millis.length - 1]);
            }
        }
        out.println("where they were: " + counts(Result::reached));
        out.println("faults: " + counts(result -> result.instant().fault()));
    }

    private Map<String, Long> counts(Function<Result, String> key) {
        return results.stream().collect(Collectors.groupingBy(key, TreeMap::new, Collectors.counting()));
    }
}
