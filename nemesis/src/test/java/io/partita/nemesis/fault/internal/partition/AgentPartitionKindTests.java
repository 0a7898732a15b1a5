package io.partita.nemesis.fault.internal.partition;

import static io.partita.nemesis.fault.internal.partition.AgentPartitionKind.candidates;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.partita.nemesis.fault.Environment;
import io.partita.nemesis.fault.FaultException;
import io.partita.nemesis.fault.internal.shared.Lasting;
import io.partita.nemesis.sim.SimMesos;
import io.partita.nemesis.sim.World;
import io.partita.provisioning.system.mesos.Layout;
import io.partita.provisioning.system.mesos.Role;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class AgentPartitionKindTests {

    private static final List<String> FIVE = List.of("n1", "n2", "n3", "n4", "n5");

    private final Layout layout = Layout.standard(FIVE, 3, List.of());

    @Test
    void nodesWithoutMastersAreTaken() {
        assertThat(candidates(layout, List.of("n1"))).containsExactly("n4", "n5");
    }

    @Test
    void theLeaderOfTheEnsembleIsSpared() {
        assertThat(candidates(layout, List.of("n1", "n4"))).containsExactly("n5");
    }

    @Test
    void aNodeWithoutAnyOtherServerIsPreferred() {
        var servers = List.of("n1", "n2", "n3");
        var apart = new Layout(Map.of(
                Role.ZOOKEEPER, List.of("n1", "n2", "n4"), Role.MASTER, servers, Role.AGENT, List.of("n4", "n5")));
        assertThat(candidates(apart, List.of("n1"))).containsExactly("n5");
    }

    @Test
    void whereEveryNodeHasAMasterAnyThatDoesNotLeadIsTaken() {
        var three = Layout.standard(List.of("n1", "n2", "n3"), 3, List.of());
        assertThat(candidates(three, List.of("n1", "n2"))).containsExactly("n3");
    }

    @Test
    void noAgentIsCutOffTogetherWithALeader() {
        var mesos = new SimMesos();
        mesos.leaders(Role.ZOOKEEPER, FIVE);
        var world = new World(5);
        var kind = new AgentPartitionKind("partition-agent", Lasting.AS_PLANNED);
        assertThatThrownBy(() -> kind.create(Environment.of(world, mesos, world), new Random(0)))
                .isInstanceOf(FaultException.class)
                .hasMessageContaining("something leads on every node that has an agent");
    }

    @Test
    void leadersAreAskedForAtTheTimeOfInjection() {
        var world = new World(5);
        var kind = new AgentPartitionKind("partition-agent", Lasting.AS_PLANNED);
        for (int seed = 0; seed < 20; seed++) {
            assertThat(kind.create(Environment.of(world, new SimMesos(), world), new Random(seed))
                            .description())
                    .as("n5 leads the ensemble")
                    .isEqualTo("n4 | n1,n2,n3,n5");
        }
    }
}
