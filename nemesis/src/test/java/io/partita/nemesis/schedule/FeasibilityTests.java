package io.partita.nemesis.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import io.partita.nemesis.fault.FaultCatalog;
import io.partita.nemesis.sim.SimMesos;
import io.partita.nemesis.sim.SimSystem;
import io.partita.provisioning.system.SystemUnderTest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FeasibilityTests {

    private static final Duration TEN = Duration.ofSeconds(10);

    private static Feasibility on(SystemUnderTest system, String... nodes) {
        return new Feasibility(
                FaultCatalog.load(FeasibilityTests.class.getClassLoader()), Optional.of(system), List.of(nodes));
    }

    private static List<String> flaws(Feasibility feasibility, String text) {
        List<Flaw> syntax = new ArrayList<>();
        NemesisExpression wanted = NemesisExpression.parse(text, syntax);
        assertThat(syntax).isEmpty();
        return feasibility.flaws(wanted).stream().map(Flaw::what).toList();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "kil | kil: no fault is called \"kil\"; did you mean kill?",
                "kill(n9) | kill(n9): no node is called n9; there are n1, n2, n3",
                "kill(role(scheduler)) | it needs a system with servers called scheduler",
                "kill(all, force=yes) | has no parameter force",
                "partition-leader(n1) | takes no target and no parameters",
                "kill + none | none is the absence of faults"
            })
    void whatCannotBeIsToldBeforeTheRun(String text, String flaw) {
        assertThat(flaws(on(new SimMesos(), "n1", "n2", "n3"), text))
                .singleElement()
                .asString()
                .contains(flaw);
    }

    @Test
    void everyProblemIsToldAtOnceAndEachFaultOnlyOnce() {
        assertThat(flaws(
                        on(new SimMesos(), "n1", "n2"),
                        "at 1s kil; at 2s partition-majorities; at 3s kill(n7 + n8); at 30s kil"))
                .hasSize(4)
                .anySatisfy(flaw -> assertThat(flaw).contains("kil:"))
                .anySatisfy(flaw -> assertThat(flaw).isEqualTo("partition-majorities needs 3 nodes, there are 2"))
                .anySatisfy(flaw -> assertThat(flaw).contains("n7"))
                .anySatisfy(flaw -> assertThat(flaw).contains("n8"));
    }

    @Test
    void aFaultThatHasADurationByItsMeaningTakesNoOther() {
        assertThat(flaws(on(new SimMesos(), "n1", "n2", "n3"), "at 1s agent-blip for 3s"))
                .singleElement()
                .asString()
                .startsWith("\"agent-blip for 3s\": on this system agent-blip lasts ");
        assertThat(flaws(on(new SimMesos(), "n1", "n2", "n3"), "at 1s agent-blip"))
                .isEmpty();
    }

    @Test
    void aListOfNodesWithoutBracketsIsExplained() {
        var three = on(new SimMesos(), "n1", "n2", "n3");
        assertThat(three.flaws("n2"))
                .extracting(Flaw::next)
                .containsExactly("Put several nodes into brackets: kill(n1,n2).");
    }

    @Test
    void aSwarmWithoutNamesHasWhatSuitsTheSystemTheNodesAndTheTime() {
        NemesisExpression swarm = new NemesisExpression.Swarm(List.of());
        List<String> few = names(on(new SimSystem(), "n1", "n2").complete(swarm, Duration.ofMinutes(1), TEN));
        assertThat(few)
                .contains("kill", "partition-halves", "rolling-restart", "flaky", "reset", "drop-port")
                .doesNotContain("none", "partition-majorities", "kill-master-leader", "agent-loss", "maintenance")
                .as("not every node has what these need")
                .doesNotContain("slow", "rate-limit", "dns", "power-off", "freeze", "clock-bump", "disk-fill")
                .as("these destroy data, or change who is a member")
                .doesNotContain("file-bitflip", "reconfigure");
        Feasibility mesos = on(new SimMesos(), "n1", "n2", "n3", "n4", "n5");
        assertThat(names(mesos.complete(swarm, Duration.ofMinutes(1), TEN)))
                .contains("kill-master-leader", "partition-majorities", "maintenance")
                .doesNotContain("agent-loss", "kill-zookeeper", "kill-marathons");
        assertThat(names(mesos.complete(swarm, Duration.ofMinutes(20), TEN))).contains("agent-loss");
    }

    private static List<String> names(NemesisExpression swarm) {
        return swarm.faults().map(TimedFault::fault).toList();
    }
}
