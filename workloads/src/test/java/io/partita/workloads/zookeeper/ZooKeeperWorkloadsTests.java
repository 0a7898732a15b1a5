package io.partita.workloads.zookeeper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.partita.checker.Budget;
import io.partita.checker.CheckResult;
import io.partita.checker.Checker;
import io.partita.checker.Verdict;
import io.partita.checker.history.History;
import io.partita.checker.history.Op;
import io.partita.checker.history.OpType;
import io.partita.workloads.Workload;
import io.partita.workloads.client.Client;
import io.partita.workloads.client.Completion;
import io.partita.workloads.client.Invocation;
import io.partita.workloads.generator.Generator;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Both workloads with their own clients on a real quorum in this JVM. */
@Timeout(120)
class ZooKeeperWorkloadsTests {

    private static TestEnsemble ensemble;

    @BeforeAll
    static void start() throws Exception {
        ensemble = new TestEnsemble();
    }

    @AfterAll
    static void stop() throws Exception {
        ensemble.close();
    }

    @Test
    void registers_of_a_healthy_ensemble_are_linearizable() throws Exception {
        History history = run(new RegisterWorkload(), Map.of("ops-per-key", "50"), false);
        assertThat(count(history, "cas", OpType.OK)).isPositive();
        assertThat(count(history, "read", OpType.INFO)).isZero();
    }

    @Test
    void registers_stay_linearizable_while_a_server_dies_and_returns() throws Exception {
        History history = run(new RegisterWorkload(), Map.of("operation-timeout-ms", "1000"), true);
        assertThat(history).anyMatch(op -> op.error() != null && op.error().startsWith("not-connected"));
    }

    @Test
    void a_counter_loses_no_increment_of_a_healthy_ensemble() throws Exception {
        History history = run(new CounterWorkload(), Map.of(), false);
        assertThat(count(history, "leader", OpType.OK)).isPositive();
    }

    @Test
    void a_counter_loses_no_increment_while_a_server_dies_and_returns() throws Exception {
        run(new CounterWorkload(), Map.of("operation-timeout-ms", "1000"), true);
    }

    @Test
    void a_register_that_was_never_written_reads_as_null() throws Exception {
        try (Client client = client("n1", Map.of())) {
            assertThat(client.invoke(new Invocation(0, "read", "fresh", null))).isEqualTo(Completion.ok(null));
        }
    }

    @Test
    void a_compare_and_set_that_finds_another_value_fails() throws Exception {
        try (Client client = client("n1", Map.of())) {
            client.invoke(new Invocation(0, "write", "cas", 1L));
            Completion completion = client.invoke(new Invocation(0, "cas", "cas", List.of(2L, 3L)));
            assertThat(completion.type()).isEqualTo(OpType.FAIL);
            assertThat(completion.error()).isEqualTo("mismatch: found 1");
            assertThat(client.invoke(new Invocation(0, "cas", "cas", List.of(1L, 2L)))
                            .type())
                    .isEqualTo(OpType.OK);
            assertThat(client.invoke(new Invocation(0, "read", "cas", null)).value())
                    .isEqualTo(2L);
        }
    }

    @Test
    void a_write_without_a_server_failed_for_certain_and_in_time() throws Exception {
        var settings = ensemble.settings(3, 0, Map.of("operation-timeout-ms", "300"));
        var nowhere = new Workload.Settings(
                3,
                settings.nodeNames(),
                Map.of("n1", "127.0.7.9"),
                settings.clientPort(),
                0,
                settings.timeLimit(),
                settings.recoveryBound(),
                1,
                settings.options(),
                Optional.empty());
        long begin = System.nanoTime();
        try (Client client = new RegisterWorkload().prepare(nowhere).clients().open("n1", 0)) {
            Completion completion = client.invoke(new Invocation(0, "write", "k", 1L));
            assertThat(completion.type()).isEqualTo(OpType.FAIL);
            assertThat(completion.error()).isEqualTo("not-connected");
        }
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(5));
    }

    @Test
    void setting_up_again_forgets_an_earlier_run() throws Exception {
        try (Client client = client("n2", Map.of())) {
            client.invoke(new Invocation(0, "write", "old", 1L));
            new RegisterWorkload().prepare(ensemble.settings(3, 0, Map.of())).setUp();
            assertThat(client.invoke(new Invocation(0, "read", "old", null)).value())
                    .isNull();
        }
    }

    @Test
    void all_wrong_options_are_named_at_once() {
        var settings = ensemble.settings(3, 0, Map.of("ops-per-key", "0", "session-timeout-ms", "soon"));
        assertThatThrownBy(() -> new RegisterWorkload().prepare(settings))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("ops-per-key must be a whole number from 1, not \"0\"")
                .hasMessageContaining("session-timeout-ms must be a whole number from 1, not \"soon\"");
    }

    @Test
    void both_are_found_by_name() {
        assertThat(ServiceLoader.load(Workload.class))
                .extracting(Workload::name)
                .contains("zk-register", "zk-counter");
    }

    private static Client client(String node, Map<String, String> options) throws Exception {
        Workload.Load load = new RegisterWorkload().prepare(ensemble.settings(3, 0, options));
        load.setUp();
        return load.clients().open(node, 0);
    }

    /** Runs {@code workload} and requires that every checker and the evidence are content. */
    private static History run(Workload workload, Map<String, String> options, boolean withDeath) throws Exception {
        Workload.Settings settings = ensemble.settings(6, 300, options);
        Workload.Load load = workload.prepare(settings);
        load.setUp();
        try (var run = new TinyRun(settings, load)) {
            Generator generator = run.phase(Duration.ofSeconds(1), load.generator());
            if (withDeath) {
                ensemble.kill("n3");
                generator = run.phase(Duration.ofSeconds(3), generator);
                ensemble.restart("n3");
            }
            run.phase(Duration.ofSeconds(2), generator);
            History history = finish(run, load);
            for (Checker checker : load.checkers()) {
                CheckResult result = checker.check(history, Budget.DEFAULT);
                assertThat(result.verdict()).as(result.reason()).isEqualTo(Verdict.VALID);
            }
            return history;
        }
    }

    /** Final reads, until every node has given one: a server that just returned may take a moment. */
    private static History finish(TinyRun run, Workload.Load load) throws Exception {
        long begin = System.nanoTime();
        while (true) {
            run.phase(Duration.ofSeconds(10), load.finalGenerator());
            History history = run.history();
            if (load.missingEvidence(history).isEmpty()) {
                return history;
            }
            assertThat(Duration.ofNanos(System.nanoTime() - begin))
                    .as("evidence lacking for too long: " + load.missingEvidence(history))
                    .isLessThan(Duration.ofSeconds(40));
        }
    }

    private static long count(History history, String f, OpType type) {
        long count = 0;
        for (Op op : history) {
            count += op.f().equals(f) && op.type() == type ? 1 : 0;
        }
        return count;
    }
}
