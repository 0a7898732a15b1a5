package io.partita.checker.liveness;

import static io.partita.checker.liveness.Run.run;
import static org.assertj.core.api.Assertions.assertThat;

import io.partita.checker.history.History;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FaultWindowTests {

    @Test
    void whatTheRunSaysOfItselfIsNoFault() {
        History history = run().nemesis(0, "start-phase", Map.of("ready", false, "lacks", "none leads"))
                .fault("f1", "partition-halves", 10, 20)
                .nemesis(30, "final-phase", Map.of("ready", true))
                .ticks(40)
                .history();
        assertThat(FaultWindow.of(history)).extracting(FaultWindow::name).containsExactly("partition-halves");
    }
}
