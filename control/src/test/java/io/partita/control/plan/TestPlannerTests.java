package io.partita.control.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.partita.nemesis.schedule.FaultStep;
import io.partita.provisioning.system.mesos.Layout;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TestPlannerTests {

    private static final List<String> FIVE = List.of("n1", "n2", "n3", "n4", "n5");

    private final TestPlanner planner = new TestPlanner(Extensions.load(List.of()));

    private static TestRequest request(String workload, List<String> nemeses, String concurrency, long seed) {
        return request(workload, Map.of(), nemeses, null, FIVE, Duration.ofSeconds(30), 100, concurrency, seed);
    }

    private static TestRequest request(
            String workload,
            Map<String, String> options,
            List<String> nemeses,
            String system,
            List<String> nodes,
            Duration limit,
            double rate,
            String concurrency,
            long seed) {
        return new TestRequest(
                workload,
                options,
                nemeses,
                system,
                null,
                null,
                "lxc",
                "partita",
                nodes,
                limit,
                rate,
                concurrency,
                seed,
                Duration.ofSeconds(10),
                Duration.ofSeconds(60),
                false);
    }

    @Test
    void aMultipleOfTheNodesGivesThatManyThreads() {
        assertThat(planner.plan(request("zk-register", List.of(), "2n", 1)).concurrency())
                .isEqualTo(10);
        assertThat(planner.plan(request("zk-register", List.of(), "7", 1)).concurrency())
                .isEqualTo(7);
    }

    @Test
    void whatTheUserLeavesOpenIsAsTheWorkloadSuggests() {
        TestPlan plan = planner.plan(new TestRequest(
                "zk-register",
                Map.of(),
                List.of(),
                null,
                null,
                null,
                "lxc",
                "partita",
                FIVE,
                null,
                null,
                null,
                1,
                null,
                Duration.ofSeconds(60),
                false));
        assertThat(plan.timeLimit()).isEqualTo(Duration.ofMinutes(1));
        assertThat(plan.nemesisInterval()).isEqualTo(Duration.ofSeconds(10));
        assertThat(plan.rate()).isEqualTo(100);
        assertThat(plan.concurrency()).isEqualTo(2 * FIVE.size());
        assertThat(plan.system()).isEqualTo("zookeeper");
    }

    @Test
    void anOptionThatTheWorkloadCannotUnderstandIsRefusedBeforeTheRun() {
        assertThatThrownBy(() -> planner.plan(new TestRequest(
                        "zk-counter",
                        Map.of("leader-interval-ms", "soon"),
                        List.of(),
                        null,
                        null,
                        null,
                        "lxc",
                        "partita",
                        FIVE,
                        null,
                        null,
                        null,
                        1,
                        null,
                        Duration.ofSeconds(60),
                        false)))
                .hasMessageContaining("leader-interval-ms must be a whole number from 1, not \"soon\"");
    }

    @Test
    void theSameSeedGivesTheSamePlan() {
        List<String> nemeses = List.of("partition-majorities", "kill");
        TestPlan plan = planner.plan(request("zk-register", nemeses, "2n", 1));
        assertThat(planner.plan(request("zk-register", nemeses, "2n", 1))).isEqualTo(plan);
        assertThat(planner.plan(request("zk-register", nemeses, "2n", 2)).schedule())
                .isNotEqualTo(plan.schedule());
    }

    @Test
    void aSeedGivesTheScheduleThatItGaveInEarlierVersions() {
        TestPlan plan = planner.plan(request("zk-register", List.of("kill", "pause", "partition-majorities"), "2n", 7));
        assertThat(plan.schedule().faults())
                .extracting(fault -> fault.fault() + " " + fault.seed())
                .containsExactly("kill 5083582436590798305", "partition-majorities -7640957024110885947");
    }

    @Test
    void thirtySecondsHoldAtLeastTwoFaults() {
        TestPlan plan = planner.plan(request("zk-register", List.of("partition-majorities"), "2n", 1));
        assertThat(plan.schedule().steps().stream().filter(step -> step.action() == FaultStep.Action.INJECT))
                .hasSizeGreaterThanOrEqualTo(2);
    }

    @Test
    void noneMeansNoFaults() {
        TestPlan plan = planner.plan(request("zk-register", List.of("none"), "2n", 1));
        assertThat(plan.schedule().steps()).isEmpty();
        assertThat(plan.nemesisLabel()).isEqualTo("none");
    }

    @Test
    void anUnknownWorkloadGetsASuggestionAndTheList() {
        assertThatThrownBy(() -> planner.plan(request("zk-registre", List.of(), "2n", 1)))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("unknown workload \"zk-registre\"")
                .hasMessageContaining("Did you mean zk-register?")
                .hasMessageContaining("zk-counter");
    }

    @Test
    void everyProblemIsReportedAtOnce() {
        TestRequest wrong = request(
                "zk-register",
                Map.of("reads", "dirty", "colour", "blue"),
                List.of("partition-majoritys"),
                "zookeeper:tickTime=soon",
                List.of("n1", "n1", "N 2"),
                Duration.ofMillis(10),
                -1,
                "many",
                1);
        ConfigurationException failure = catchThrowableOfType(ConfigurationException.class, () -> planner.plan(wrong));
        assertThat(failure.problems().toString())
                .contains("--workload-option reads", "colour", "partition-majority", "tickTime", "twice", "N 2")
                .contains("--time-limit", "--rate", "--concurrency");
    }

    @Test
    void aFaultThatTheSystemCannotHaveIsRefusedBeforeTheRun() {
        assertThatThrownBy(() -> planner.plan(request("zk-register", List.of("kill", "kill-master-leader"), "2n", 1)))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("--nemesis: kill-master-leader: it needs a system with servers called master")
                .hasMessageContaining("zookeeper has none");
    }

    @Test
    void aFaultThatNeedsClocksOrDisksInPlaceCanBePlannedForASystemThatCanHaveThem() {
        TestPlan plan = planner.plan(request("zk-register", List.of("clock-bump", "disk-fill"), "2n", 1));
        assertThat(plan.schedule().steps()).extracting(FaultStep::fault).contains("clock-bump", "disk-fill");
    }

    @Test
    void everyFaultIsHealedBeforeTheTimeLimit() {
        TestRequest brief =
                request("zk-register", Map.of(), List.of("kill"), null, FIVE, Duration.ofSeconds(8), 100, "2n", 1);
        List<FaultStep> steps = planner.plan(brief).schedule().steps();
        assertThat(steps).hasSizeGreaterThanOrEqualTo(2);
        FaultStep last = steps.get(steps.size() - 1);
        assertThat(last.action()).isEqualTo(FaultStep.Action.RECOVER);
        assertThat(last.at()).isLessThan(Duration.ofSeconds(8));
    }

    @Test
    void thePlanAsJsonNamesEveryStep() {
        TestPlan plan = planner.plan(request("zk-register", List.of("kill"), "2n", 1));
        String json = PlanJson.toJson(plan);
        assertThat(json).contains("\"seed\" : 1", "\"fault\" : \"kill\"", "\"action\" : \"recover\"");
    }

    private static TestRequest laidOut(Layout layout, String system) {
        return new TestRequest(
                "zk-register",
                Map.of(),
                List.of(),
                system,
                null,
                layout,
                "lxc",
                "partita",
                FIVE,
                null,
                null,
                null,
                1,
                null,
                Duration.ofSeconds(60),
                false);
    }

    @Test
    void aLayoutIsPartOfThePlanAndNeedsItsFileNoMore() {
        Layout layout = Layout.parse(List.of("zookeeper: n1 n2", "master: n1", "agent: n4 n5"));
        TestPlan plan = planner.plan(laidOut(layout, "mesos:prefix=node:/usr"));
        String word = "zookeeper:n1+n2/master:n1/agent:n4+n5";
        assertThat(plan.systemOptions()).containsEntry("layout", word).containsEntry("prefix", "node:/usr");
        assertThat(PlanJson.toJson(plan)).contains("\"layout\" : \"" + word + "\"");
        assertThat(planner.plan(laidOut(null, "mesos:prefix=node:/usr,layout=" + word)))
                .isEqualTo(plan);
    }

    @Test
    void aLayoutOfOtherNodesOrForASystemWithoutRolesIsRefused() {
        Layout layout = Layout.parse(List.of("zookeeper: n1", "master: n9"));
        assertThatThrownBy(() -> planner.plan(laidOut(layout, "mesos:prefix=node:/usr")))
                .hasMessageContaining(
                        "--layout: layout: master is to be on \"n9\", but there are only [n1, n2, n3, n4, n5]");
        assertThatThrownBy(() -> planner.plan(laidOut(Layout.parse(List.of("zookeeper: n1")), null)))
                .hasMessageContaining("unknown option \"layout\"");
    }

    private List<Problem> problemsOfCluster(String name) {
        TestRequest request = new TestRequest(
                "zk-register",
                Map.of(),
                List.of(),
                null,
                null,
                null,
                "lxc",
                name,
                FIVE,
                null,
                null,
                null,
                1,
                null,
                null,
                false);
        return catchThrowableOfType(ConfigurationException.class, () -> planner.plan(request))
                .problems();
    }

    /** A cluster's directory is removed with it. */
    @Test
    void aClusterNameThatIsAPathIsRefused() {
        assertThat(List.of("", ".", "..", "../other", "a b/../c", "/tmp", "A", "-a"))
                .allSatisfy(name -> assertThat(problemsOfCluster(name))
                        .singleElement()
                        .asString()
                        .contains("--cluster-name: \"" + name + "\" is no name for a cluster"));
    }
}
