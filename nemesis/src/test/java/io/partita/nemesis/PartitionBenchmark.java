package io.partita.nemesis;

import io.partita.nemesis.node.Firewall;
import io.partita.nemesis.node.NodeFacts;
import io.partita.nemesis.target.Cut;
import io.partita.nemesis.target.Partitions;
import io.partita.provisioning.remote.Command;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * How long it takes to cut and to mend the network of five real nodes, from the command to the answer of the last node,
 * and how far apart the nodes are. Run by hand; argument: repetitions.
 */
public final class PartitionBenchmark {

    private static final int WARM_UP = 20;

    private PartitionBenchmark() {}

    public static void main(String[] args) {
        int repetitions = args.length > 0 ? Integer.parseInt(args[0]) : 100;
        try (TestCluster cluster = TestCluster.of(5).up()) {
            var addresses = NodeFacts.addresses(cluster.inventory(), NodeFacts.read(cluster.nodes()));
            var random = new Random(1);
            var cut = new Times();
            var mend = new Times();
            for (int i = 0; i < WARM_UP + repetitions; i++) {
                switchAll(cluster, commands(cluster, Cut.NONE, addresses), null);
                Cut ring =
                        Partitions.majorities(cluster.nodes().names(), random).cut();
                Times measured = i < WARM_UP ? null : cut;
                switchAll(cluster, commands(cluster, ring, addresses), measured);
                var clear = new HashMap<String, Command>();
                cluster.nodes().names().forEach(node -> clear.put(node, Firewall.clear()));
                switchAll(cluster, clear, measured == null ? null : mend);
            }
            System.out.println("five nodes, " + repetitions + " repetitions, ms     median    p90    p99    max");
            cut.print("cut: command to last node switched");
            mend.print("mend: command to last node whole  ");
        }
    }

    private static Map<String, Command> commands(TestCluster cluster, Cut cut, Map<String, List<String>> addresses) {
        var commands = new HashMap<String, Command>();
        String control = cluster.inventory().controlAddress();
        cluster.nodes().names().forEach(node -> commands.put(node, Firewall.switchTo(cut, node, addresses, control)));
        return commands;
    }

    private static void switchAll(TestCluster cluster, Map<String, Command> commands, Times times) {
        long begin = System.nanoTime();
        Map<String, Long> ends = cluster.nodes().parallel(remote -> {
            remote.requireFast(commands.get(remote.node()));
            return System.nanoTime();
        });
        if (times != null) {
            long first = Collections.min(ends.values());
            long last = Collections.max(ends.values());
            times.total.add(last - begin);
            times.skew.add(last - first);
        }
    }

    private static final class Times {
        private final List<Long> total = new ArrayList<>();
        private final List<Long> skew = new ArrayList<>();

        void print(String what) {
            line(what, total);
            line("  skew between nodes              ", skew);
        }

        private static void line(String what, List<Long> nanos) {
            List<Long> sorted = nanos.stream().sorted().toList();
            System.out.printf(
                    "%s    %7.2f %7.2f %7.2f %7.2f%n",
                    what, at(sorted, 0.5), at(sorted, 0.9), at(sorted, 0.99), at(sorted, 1));
        }

        private static double at(List<Long> sorted, double quantile) {
            int index = (int) Math.ceil(quantile * sorted.size()) - 1;
            return sorted.get(Math.max(0, index)) / 1e6;
        }
    }
}
