package io.partita.control.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.partita.control.store.ResultsFormatException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LoopTests {

    private final TestPlanner planner = new TestPlanner(Extensions.load(List.of()));

    private static TestRequest request(Double rate, Loop loop) {
        return new TestRequest(
                "zk-register",
                Map.of(),
                List.of(),
                null,
                null,
                null,
                "lxc",
                "partita",
                List.of("n1", "n2", "n3"),
                Duration.ofSeconds(30),
                rate,
                "2n",
                1,
                null,
                Duration.ofSeconds(60),
                false,
                null,
                loop,
                false);
    }

    @Test
    void theLoopIsClosedUnlessTheUserSaysOtherwise() {
        assertThat(planner.plan(request(100.0, null)).loop()).isEqualTo(Loop.CLOSED);
        assertThat(planner.plan(request(100.0, Loop.OPEN)).loop()).isEqualTo(Loop.OPEN);
    }

    @Test
    void anOpenLoopIsStoredWithThePlan() {
        TestPlan plan = planner.plan(request(100.0, Loop.OPEN));
        assertThat(PlanJson.parse(PlanJson.toJson(plan), "here")).isEqualTo(plan);
        assertThat(plan.with(plan.schedule())).isEqualTo(plan);
        assertThatThrownBy(() -> PlanJson.parse(PlanJson.toJson(plan).replace("\"open\"", "\"ajar\""), "here"))
                .isInstanceOf(ResultsFormatException.class)
                .hasMessageContaining("open or closed");
    }

    @Test
    void anOpenLoopWithoutARateIsRefused() {
        assertThatThrownBy(() -> planner.plan(request(0.0, Loop.OPEN)))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("--load open has no rate");
    }

    @Test
    void aStoredPlanMayBeRunWithTheOtherLoop() {
        TestPlan plan = planner.plan(request(100.0, Loop.CLOSED));
        List<String> changes = new ArrayList<>();
        assertThat(planner.replan(plan, request(100.0, Loop.OPEN), null, changes)
                        .loop())
                .isEqualTo(Loop.OPEN);
        assertThat(changes).contains("--load open instead of closed");
    }
}
