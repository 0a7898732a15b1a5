package io.partita.workloads.mesos.agents;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.partita.checker.history.Op;
import io.partita.checker.history.OpType;
import io.partita.workloads.generator.Generator;
import io.partita.workloads.generator.Generator.Exhausted;
import io.partita.workloads.generator.Generator.Offer;
import io.partita.workloads.generator.Generator.Pending;
import io.partita.workloads.generator.Generator.Ready;
import io.partita.workloads.mesos.observe.Observer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GeneratorsOfAgentsTests {

    private static final Duration HOLD = Duration.ofSeconds(9);

    /** One thread, always free, that is process 0. */
    private record Free(long time) implements Generator.Context {
        @Override
        public int threads() {
            return 1;
        }

        @Override
        public boolean isFree(int thread) {
            return true;
        }

        @Override
        public boolean isIdle() {
            return true;
        }

        @Override
        public int process(int thread) {
            return 0;
        }

        @Override
        public int freeThread(int from, int to) {
            return 0;
        }
    }

    private Generator generator = MaintenanceGenerator.of(List.of("n1", "n2"), HOLD);

    private Offer offer() {
        return generator.offer(new Free(0));
    }

    private Ready take() {
        Ready ready = (Ready) offer();
        generator = ready.rest();
        return ready;
    }

    private void event(long seconds, String f, OpType type, Object value) {
        generator = generator.update(
                new Free(seconds * 1_000_000_000), new Op(0, seconds * 1_000_000_000, 0, type, f, null, value, null));
    }

    private void leads(String node) {
        event(1, Observer.MASTERS, OpType.OK, Map.of(node, Map.of("leads", true)));
    }

    @Test
    void aMachineGoesDownAndComesUpOnce() {
        leads("n2");
        assertThat(take().invocation().f()).isEqualTo(Maintenance.SCHEDULE);
        assertThat(offer()).isInstanceOf(Pending.class);
        event(3, Maintenance.SCHEDULE, OpType.OK, "n1");
        assertThat(take().invocation()).extracting("f", "value").containsExactly(Maintenance.DOWN, "n1");
        event(5, Maintenance.DOWN, OpType.OK, "n1");
        Ready up = take();
        assertThat(up.invocation().f()).isEqualTo(Maintenance.UP);
        assertThat(up.time()).isEqualTo(14_000_000_000L);
        event(14, Maintenance.UP, OpType.OK, "n1");
        assertThat(offer()).isInstanceOf(Exhausted.class);
    }

    @Test
    void theMachineIsNotThatOfTheLeader() {
        assertThat(offer()).isInstanceOf(Pending.class);
        leads("n1");
        assertThat(take().invocation().value()).isEqualTo("n2");
    }

    @Test
    void aMachineThatMayBeDownIsBroughtUpAgain() {
        leads("n2");
        take();
        event(3, Maintenance.SCHEDULE, OpType.OK, "n1");
        take();
        event(5, Maintenance.DOWN, OpType.INFO, "n1");
        assertThat(take().invocation().f()).isEqualTo(Maintenance.UP);
        event(14, Maintenance.UP, OpType.FAIL, "n1");
        assertThat(take().invocation().f()).isEqualTo(Maintenance.UP);
    }

    @Test
    void aScheduleThatIsRefusedEndsIt() {
        leads("n2");
        take();
        event(3, Maintenance.SCHEDULE, OpType.FAIL, "n1");
        assertThat(offer()).isInstanceOf(Exhausted.class);
    }

    @Test
    void optionsThatMeanNothingAreRefusedTogether() {
        assertThat(AgentsOptions.read(Map.of("watch-interval-ms", "250", "maintenance", "false")))
                .isEqualTo(new AgentsOptions(Duration.ofMillis(250), Duration.ofSeconds(2), false, false));
        assertThatThrownBy(() -> AgentsOptions.read(Map.of("watch-interval-ms", "0", "answer-limit-ms", "soon")))
                .hasMessageContaining("watch-interval-ms")
                .hasMessageContaining("answer-limit-ms");
    }
}
