package io.partita.workloads.mesos.leader;

import static io.partita.workloads.mesos.leader.Story.alone;
import static io.partita.workloads.mesos.leader.Story.expected;
import static org.assertj.core.api.Assertions.assertThat;

import io.partita.checker.history.History;
import io.partita.checker.liveness.FaultWindow;
import io.partita.provisioning.system.mesos.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class StruckTests {

    private static Optional<Struck> by(String fault, List<String> targets, Map<String, Object> proof) {
        History history =
                new Story().injected(fault, targets, proof).healed(fault).history();
        return Struck.by(FaultWindow.of(history).get(0), history);
    }

    private static boolean leavesMajorities(String fault, String... targets) {
        return by(fault, List.of(targets), Map.of()).orElseThrow().leavesMajorities(expected());
    }

    @Test
    void namesTellWhichServersAreStruck() {
        assertThat(Struck.roles("kill-master-leader")).contains(List.of(Role.MASTER));
        assertThat(Struck.roles("crash-marathon-leader")).contains(List.of(Role.MARATHON));
        assertThat(Struck.roles("kill-zookeeper")).contains(List.of(Role.ZOOKEEPER));
        assertThat(Struck.roles("pause").orElseThrow()).contains(Role.ZOOKEEPER, Role.MASTER, Role.AGENT);
        assertThat(Struck.roles("agent-restart")).contains(List.of(Role.AGENT));
        assertThat(Struck.roles("clock-skew")).isEmpty();
    }

    @Test
    void oneServerOfManyIsNoMajority() {
        assertThat(leavesMajorities("kill-master-leader", "n1")).isTrue();
        assertThat(leavesMajorities("kill-masters", "n1", "n2")).isFalse();
        assertThat(leavesMajorities("kill-marathon-leader", "n1")).isTrue();
        assertThat(leavesMajorities("kill-marathons", "n1", "n2", "n3")).isFalse();
        assertThat(leavesMajorities("kill-zookeeper", "n1", "n2", "n3")).isFalse();
        assertThat(leavesMajorities("pause", "n4", "n5")).isTrue();
        assertThat(leavesMajorities("pause", "n1", "n2")).isFalse();
    }

    @Test
    void aNodeAloneLeavesTheOthersTogether() {
        Struck struck = by("partition-leader", List.of("n1"), alone("n1")).orElseThrow();
        assertThat(struck.leavesMajorities(expected())).isTrue();
        assertThat(struck.keepsFromRegistry("n1", expected())).isTrue();
        assertThat(struck.keepsFromRegistry("n2", expected())).isFalse();
    }

    @Test
    void twoFaultsTogetherMayTakeAMajorityThatEachOfThemLeaves() {
        Struck one = new Struck(Map.of(Role.MASTER, Set.of("n1")), Set.of());
        Struck other = new Struck(Map.of(Role.MASTER, Set.of("n2")), Set.of());
        assertThat(one.leavesMajorities(expected())).isTrue();
        assertThat(one.and(other).leavesMajorities(expected())).isFalse();
    }

    @Test
    void inARingThereIsNoGroupInWhichEachReachesEach() {
        List<Object> cut = new ArrayList<>();
        List<String> ring = List.of("n1", "n2", "n3", "n4", "n5");
        for (int i = 0; i < 5; i++) {
            for (int j = 0; j < 5; j++) {
                int apart = Math.floorMod(i - j, 5);
                if (apart == 2 || apart == 3) {
                    cut.add(List.of(ring.get(i), ring.get(j)));
                }
            }
        }
        assertThat(by("partition-majorities", ring, Map.of("cut", cut))
                        .orElseThrow()
                        .leavesMajorities(expected()))
                .isFalse();
    }

    @Test
    void whatIsNotKnownMayBeAnything() {
        assertThat(by("clock-skew", List.of("n1"), Map.of())).isEmpty();
        assertThat(by("partition-leader", List.of("n1"), Map.of())).isEmpty();
    }
}
