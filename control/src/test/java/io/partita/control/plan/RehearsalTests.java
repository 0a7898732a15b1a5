package io.partita.control.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.partita.checker.Checker;
import io.partita.checker.history.History;
import io.partita.provisioning.system.SystemUnderTest;
import io.partita.workloads.Workload;
import io.partita.workloads.client.Client;
import io.partita.workloads.generator.Generator;
import io.partita.workloads.generator.Generators;
import io.partita.workloads.generator.Template;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class RehearsalTests {

    private static final Generator READS = Generators.stream(1, (number, random) -> Template.of("read"));
    private static final Extensions EXTENSIONS = Extensions.load(List.of());
    private static final SystemUnderTest SYSTEM =
            EXTENSIONS.system("zookeeper").orElseThrow().create(Map.of());

    /** Begins and ends with these generators; has no clients. */
    private record Reserving(Supplier<Generator> generator, Generator finalGenerator) implements Workload {

        @Override
        public String name() {
            return "reserving";
        }

        @Override
        public String description() {
            return "";
        }

        @Override
        public String system() {
            return "zookeeper";
        }

        @Override
        public List<Option> options() {
            return List.of();
        }

        @Override
        public Load prepare(Settings settings) {
            return new Load() {
                @Override
                public Client.Factory clients() {
                    throw new IllegalStateException("nobody is to be asked");
                }

                @Override
                public void setUp() {
                    throw new IllegalStateException("nothing is to be touched");
                }

                @Override
                public Generator generator() {
                    return generator.get();
                }

                @Override
                public Generator finalGenerator() {
                    return finalGenerator;
                }

                @Override
                public List<Checker> checkers() {
                    return List.of();
                }

                @Override
                public Optional<String> missingEvidence(History history) {
                    return Optional.empty();
                }
            };
        }
    }

    private static TestPlan plan(String workload, int threads) {
        return new TestPlanner(EXTENSIONS)
                .plan(new TestRequest(
                        workload,
                        Map.of(),
                        List.of(),
                        null,
                        null,
                        null,
                        "lxc",
                        "partita",
                        List.of("n1", "n2", "n3", "n4", "n5"),
                        Duration.ofSeconds(30),
                        null,
                        String.valueOf(threads),
                        1,
                        null,
                        Duration.ofSeconds(60),
                        false));
    }

    private static Optional<String> wrong(int threads, Supplier<Generator> generator, Generator finalGenerator) {
        return Rehearsal.of(plan("zk-register", threads), new Reserving(generator, finalGenerator), SYSTEM)
                .map(Problem::toString);
    }

    @Test
    void threadsThatAreReservedAndNotThereAreFoundBeforeTheRun() {
        Generator reserving = Generators.reserve(3, READS).rest(READS);

        assertThat(wrong(3, () -> reserving, READS))
                .hasValueSatisfying(problem -> assertThat(problem)
                        .contains(
                                "cannot run with --concurrency 3",
                                "3 threads are reserved",
                                "Give more --concurrency"));
        assertThat(wrong(4, () -> reserving, READS)).isEmpty();
    }

    @Test
    void finalReadsAreRehearsedToo() {
        assertThat(wrong(2, () -> READS, READS.onThreads(2, 3))).isPresent();
    }

    @Test
    void whatGoesWrongForOtherReasonsIsLeftToTheRun() {
        Supplier<Generator> broken = () -> {
            throw new IllegalStateException("there are no nodes");
        };
        assertThat(wrong(2, broken, READS)).isEmpty();
    }

    @Test
    void ourOwnWorkloadsHaveThreadsEnough() {
        for (Workload workload : EXTENSIONS.workloads()) {
            TestPlan plan = plan(workload.name(), 5);
            SystemUnderTest system =
                    EXTENSIONS.system(plan.system()).orElseThrow().create(plan.systemOptions());
            assertThat(Rehearsal.of(plan, workload, system)).as(workload.name()).isEmpty();
        }
    }
}
