package io.partita.control.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.partita.control.plan.Loop;
import io.partita.control.plan.TestPlan;
import io.partita.nemesis.schedule.FaultSchedule;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CommandLinesTests {

    private static TestPlan plan(Loop loop) {
        return new TestPlan(
                "zk-register",
                Map.of(),
                List.of(),
                "zookeeper",
                Map.of(),
                "lxc",
                "partita",
                List.of("n1"),
                Duration.ofSeconds(30),
                250,
                4,
                1,
                Duration.ofSeconds(10),
                Duration.ofSeconds(60),
                false,
                FaultSchedule.of(List.of()),
                loop,
                false);
    }

    @Test
    void anOpenLoopIsPartOfTheCommandThatRepeatsARun() {
        assertThat(CommandLines.of(plan(Loop.OPEN), List.of())).contains("--rate 250 --load open");
        assertThat(CommandLines.of(plan(Loop.CLOSED), List.of())).doesNotContain("--load");
    }
}
