package io.partita.provisioning.system.testbed;

import io.partita.provisioning.cluster.LxcCluster;
import io.partita.provisioning.cluster.LxcSupport;
import io.partita.provisioning.remote.Command;
import io.partita.provisioning.remote.Nodes;
import io.partita.provisioning.remote.SshNodes;
import io.partita.provisioning.system.mesos.ClusterView;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * How long it takes from nothing to a testbed that serves, phase by phase, and how much memory it needs. Run by
 * {@code testbed/bench [REPETITIONS] [KEY=VALUE…]}; makes no assertion.
 */
public final class TestbedBenchmark {

    private static final Duration LIMIT = Duration.ofSeconds(120);
    private static final int TASKS = 10;
    private static final String APP = """
            {"id":"/bench","cmd":"exec sleep 100000","instances":%d,"cpus":0.1,"mem":16,"backoffSeconds":1}""";
    /** The proportional share of memory of every process of the testbed; what processes share is counted once. */
    private static final String MEMORY = """
            for file in $(grep -lzE '^PARTITA_DAEMON=' /proc/[0-9]*/environ 2>/dev/null); do
              sed -n 's/^Pss: *\\([0-9]*\\) kB/\\1/p' "${file%/environ}/smaps_rollup" 2>/dev/null
            done | awk '{ sum += $1 } END { print sum + 0 }'
            """;

    private final Map<String, List<Long>> millis = new LinkedHashMap<>();
    private final Map<String, List<Long>> megabytes = new LinkedHashMap<>();

    private TestbedBenchmark() {}

    public static void main(String[] arguments) throws Exception {
        var missing = LxcSupport.missing();
        if (!missing.isEmpty()) {
            System.err.println("bench: no LXC nodes on this machine: " + missing);
            System.exit(3);
        }
        int repetitions = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 5;
        Map<String, String> options = new LinkedHashMap<>();
        for (int i = 1; i < arguments.length; i++) {
            String[] pair = arguments[i].split("=", 2);
            options.put(pair[0], pair[1]);
        }
        TestbedBenchmark benchmark = new TestbedBenchmark();
        for (int i = 0; i < repetitions; i++) {
            benchmark.once(TestbedSystem.of(options));
            System.err.println("bench: " + (i + 1) + " of " + repetitions);
        }
        System.out.println("options " + options + ", " + repetitions + " repetitions");
        print("ms", benchmark.millis);
        print("MB", benchmark.megabytes);
    }

    private void once(TestbedSystem testbed) throws Exception {
        LxcCluster cluster =
                LxcCluster.named("testbed-bench-" + ProcessHandle.current().pid(), 5);
        try {
            var inventory = time("nodes up", cluster::up);
            long begin = System.nanoTime();
            try (Nodes nodes = time("nodes connected", () -> SshNodes.connect(inventory))) {
                time("installed", () -> testbed.install(nodes));
                time("ZooKeeper ready", () -> testbed.startEnsemble(nodes));
                time("a master leads", () -> testbed.startMasters(nodes));
                long start = System.nanoTime();
                time("others started", () -> testbed.startOthers(nodes));
                ClusterView view = testbed.view(nodes);
                until(
                        "agents registered",
                        start,
                        () -> view.lacks().values().stream()
                                .noneMatch(lack -> lack.contains("agent:") || lack.contains("none leads")));
                until("Marathon ready", start, () -> view.lacks().isEmpty());
                record(millis, "all, after the nodes were up", millisSince(begin));
                record(megabytes, "without tasks", memory(nodes));
                String marathon = "http://" + nodes.inventory().nodes().get(0).address() + ":8080/v2/";
                if (post(marathon + "apps", APP.formatted(TASKS)) == 201) {
                    until(TASKS + " tasks running", System.nanoTime(), () -> running(marathon) == TASKS);
                    record(megabytes, "with " + TASKS + " tasks", memory(nodes));
                }
                time("removed", () -> testbed.remove(nodes));
            }
        } finally {
            cluster.down();
        }
    }

    private static long memory(Nodes nodes) {
        return nodes
                        .parallel(node -> Long.parseLong(
                                node.require(Command.script(MEMORY)).stdout().strip()))
                        .values()
                        .stream()
                        .mapToLong(Long::longValue)
                        .sum()
                / 1024;
    }

    private static int post(String uri, String body) throws IOException, InterruptedException {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(uri))
                                .header("Content-Type", "application/json")
                                .POST(HttpRequest.BodyPublishers.ofString(body))
                                .timeout(Duration.ofSeconds(30))
                                .build(),
                        HttpResponse.BodyHandlers.ofString())
                .statusCode();
    }

    private static long running(String marathon) {
        try {
            String body = HttpClient.newHttpClient()
                    .send(
                            HttpRequest.newBuilder(URI.create(marathon + "apps//bench"))
                                    .timeout(Duration.ofSeconds(5))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString())
                    .body();
            return tools.jackson.databind.json.JsonMapper.shared()
                    .readTree(body)
                    .path("app")
                    .path("tasksRunning")
                    .asLong(0);
        } catch (IOException e) {
            return 0;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private void time(String phase, Runnable action) {
        time(phase, () -> {
            action.run();
            return phase;
        });
    }

    private <T> T time(String phase, Supplier<T> action) {
        long begin = System.nanoTime();
        T result = action.get();
        record(millis, phase, millisSince(begin));
        return result;
    }

    /** Waits, and records the time since {@code begin}. */
    private void until(String phase, long begin, BooleanSupplier condition) {
        while (!condition.getAsBoolean()) {
            if (millisSince(begin) > LIMIT.toMillis()) {
                throw new IllegalStateException("not within " + LIMIT + ": " + phase);
            }
            LockSupport.parkNanos(20_000_000);
        }
        record(millis, phase + ", since then", millisSince(begin));
    }

    private static void record(Map<String, List<Long>> values, String phase, long value) {
        values.computeIfAbsent(phase, unused -> new ArrayList<>()).add(value);
    }

    private static long millisSince(long begin) {
        return (System.nanoTime() - begin) / 1_000_000;
    }

    private static void print(String unit, Map<String, List<Long>> values) {
        System.out.printf("%n%-45s %10s %10s%n", unit, "median", "worst");
        values.forEach((phase, all) -> {
            List<Long> sorted = new ArrayList<>(all);
            Collections.sort(sorted);
            System.out.printf("%-45s %10d %10d%n", phase, sorted.get(sorted.size() / 2), sorted.get(sorted.size() - 1));
        });
    }
}
