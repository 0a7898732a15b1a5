package io.partita.nemesis.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.partita.nemesis.sim.SimMesos;
import io.partita.nemesis.sim.SimSystem;
import io.partita.nemesis.sim.World;
import io.partita.provisioning.system.HasLogs;
import io.partita.provisioning.system.mesos.MesosBounds;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class FaultCatalogTests {

    private static final FaultCatalog CATALOG = FaultCatalog.load(FaultCatalogTests.class.getClassLoader());

    @Test
    void hasTheBuiltInKindsAndThoseOfServices() {
        assertThat(CATALOG.names())
                .containsExactly(
                        "none",
                        "partition-majorities",
                        "partition-majority",
                        "partition-halves",
                        "partition-random-node",
                        "partition-leader",
                        "partition-marathon-leader",
                        "partition",
                        "partition-minority-third",
                        "partition-bridge",
                        "partition-pair",
                        "partition-one-way",
                        "partition-role",
                        "partition-agent",
                        "agent-blip",
                        "agent-loss",
                        "drop-port",
                        "flaky",
                        "reset",
                        "dns",
                        "rate-limit",
                        "slow",
                        "lossy",
                        "duplicate",
                        "reorder",
                        "corrupt",
                        "kill",
                        "stop",
                        "restart",
                        "rolling-restart",
                        "crash-loop",
                        "swizzle",
                        "pause",
                        "node-crash",
                        "freeze",
                        "kill-master-leader",
                        "kill-marathon-leader",
                        "kill-masters",
                        "kill-marathons",
                        "kill-zookeeper",
                        "kill-agent",
                        "pause-master-leader",
                        "pause-marathon-leader",
                        "crash-master-leader",
                        "crash-marathon-leader",
                        "agent-restart",
                        "reboot",
                        "power-off",
                        "freeze-node",
                        "cpu-pressure",
                        "memory-pressure",
                        "reconfigure",
                        "maintenance",
                        "clock-bump",
                        "clock-strobe",
                        "clock-drift",
                        "disk-fill",
                        "disk-slow",
                        "disk-readonly",
                        "file-truncate",
                        "file-bitflip",
                        "users-own-fault");
    }

    @Test
    void everyKindSaysWhatItDoesAndNeeds() {
        assertThat(CATALOG.kinds()).allSatisfy(kind -> {
            assertThat(kind.description()).endsWith(".");
            assertThat(kind.needs()).isNotBlank();
        });
    }

    @Test
    void anUnknownNameIsAnsweredWithTheNearest() {
        assertThatThrownBy(() -> CATALOG.get("partition-majoritys"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("did you mean partition-majority?");
        assertThatThrownBy(() -> CATALOG.get("kil")).hasMessageContaining("did you mean kill?");
        assertThatThrownBy(() -> CATALOG.get("zzzzz"))
                .hasMessageContaining("\"zzzzz\". There are: none, partition-majorities");
    }

    @Test
    void twoKindsOfTheSameNameAreRefused() {
        FaultKind kind = CATALOG.get("kill");
        assertThatThrownBy(() -> FaultCatalog.of(List.of(kind, kind))).hasMessageContaining("two kinds of fault");
    }

    @Test
    void everyKindIsAvailableOnFiveNodesWithAWholeSystem() {
        var environment = environment(5, new SimMesos());
        assertThat(CATALOG.kinds())
                .allSatisfy(kind -> assertThat(kind.availability(environment))
                        .as(kind.name())
                        .isEqualTo(Availability.YES));
    }

    @Test
    void processFaultsNeedASystemThatCanTakeThem() {
        var environment = environment(5, null);
        for (String name : List.of("kill", "pause", "partition-leader")) {
            assertThat(CATALOG.get(name).availability(environment))
                    .as(name)
                    .isInstanceOfSatisfying(
                            Availability.Unavailable.class,
                            no -> assertThat(no.reason()).contains("no system"));
        }
        assertThat(environment.systemAs(HasLogs.class)).isEmpty();
    }

    @Test
    void whatASystemLacksIsSaidWithoutANode() {
        var zookeeper = new SimSystem();
        assertThat(CATALOG.get("kill-master-leader").suits(zookeeper))
                .isEqualTo(Availability.no(
                        "it needs a system with servers called master that can be killed, and sim has none"));
        assertThat(CATALOG.get("partition-marathon-leader").suits(zookeeper))
                .isEqualTo(Availability.no("sim has no servers called marathon; choose another partition"));
        assertThat(CATALOG.get("agent-blip").suits(zookeeper)).isEqualTo(Availability.no("sim has no agents"));
        assertThat(CATALOG.get("agent-restart").suits(zookeeper)).isInstanceOf(Availability.Unavailable.class);
        assertThat(CATALOG.kinds())
                .allSatisfy(kind ->
                        assertThat(kind.suits(new SimMesos())).as(kind.name()).isEqualTo(Availability.YES));
        assertThat(CATALOG.kinds().stream()
                        .filter(kind -> kind.suits(null) instanceof Availability.Available)
                        .map(FaultKind::name))
                .as("what needs no system")
                .containsExactly(
                        "none",
                        "partition-majorities",
                        "partition-majority",
                        "partition-halves",
                        "partition-random-node",
                        "partition",
                        "partition-minority-third",
                        "partition-bridge",
                        "partition-pair",
                        "partition-one-way",
                        "drop-port",
                        "flaky",
                        "reset",
                        "dns",
                        "rate-limit",
                        "slow",
                        "lossy",
                        "duplicate",
                        "reorder",
                        "corrupt",
                        "reboot",
                        "power-off",
                        "freeze-node",
                        "cpu-pressure",
                        "memory-pressure",
                        "users-own-fault");
    }

    @Test
    void faultsOfAgentsLastAsLongAsTheLossOfAnAgentSays() {
        var mesos = new SimMesos();
        MesosBounds bounds = mesos.bounds();
        assertThat(CATALOG.get("agent-blip").lasts(mesos)).contains(Duration.ofMillis(52_500));
        assertThat(CATALOG.get("agent-loss").lasts(mesos))
                .contains(bounds.agentLossWindow().latest().plus(bounds.launchBound()));
        assertThat(CATALOG.get("agent-restart").lasts(mesos)).contains(Duration.ofSeconds(15));
        assertThat(CATALOG.kinds().stream()
                        .filter(kind -> kind.lasts(mesos).isPresent())
                        .map(FaultKind::name))
                .as("all others last as the schedule says")
                .containsExactly("agent-blip", "agent-loss", "agent-restart");
        assertThat(CATALOG.get("agent-loss").lasts(new SimSystem())).isEmpty();
    }

    @Test
    void partitionsSayHowManyNodesTheyNeed() {
        var environment = environment(2, new SimSystem());
        Stream.of("partition-majorities", "partition-majority", "partition-leader")
                .forEach(name -> assertThat(CATALOG.get(name).availability(environment))
                        .isEqualTo(Availability.no("it needs 3 nodes, the cluster has 2")));
        assertThat(CATALOG.get("partition-halves").availability(environment)).isEqualTo(Availability.YES);
    }

    @Test
    void aMissingToolIsNamedWithItsNode() {
        var world = new World(3);
        world.node("n2").lacks("iptables is not installed");
        var environment = Environment.of(world, new SimSystem(), world);
        assertThat(CATALOG.get("partition-halves").availability(environment))
                .isEqualTo(Availability.no("n2: iptables is not installed"));
    }

    @Test
    void theLeaderIsTheOneAtTheTimeOfInjection() {
        var system = new SimSystem();
        var environment = environment(5, system);
        system.leaders(List.of("n4"));
        assertThat(CATALOG.get("partition-leader")
                        .create(environment, new Random(0))
                        .description())
                .isEqualTo("n4 | n1,n2,n3,n5");
    }

    @Test
    void withoutALeaderThereIsNobodyToCutOff() {
        var system = new SimSystem();
        system.leaders(List.of());
        assertThatThrownBy(() -> CATALOG.get("partition-leader").create(environment(5, system), new Random(0)))
                .isInstanceOf(FaultException.class)
                .hasMessageContaining("no node of sim led within 10000 ms");
    }

    private static Environment environment(int nodes, SimSystem system) {
        var world = new World(nodes);
        return Environment.of(world, system, world).carriedBy(world.host());
    }
}
