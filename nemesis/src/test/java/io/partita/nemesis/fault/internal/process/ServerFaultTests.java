package io.partita.nemesis.fault.internal.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.partita.nemesis.DefaultNemesis;
import io.partita.nemesis.FaultRecord;
import io.partita.nemesis.Nemeses;
import io.partita.nemesis.fault.Environment;
import io.partita.nemesis.fault.FaultCatalog;
import io.partita.nemesis.fault.Limits;
import io.partita.nemesis.ledger.Ledgers;
import io.partita.nemesis.schedule.FaultStep;
import io.partita.nemesis.schedule.FaultStep.Action;
import io.partita.nemesis.sim.SimMesos;
import io.partita.nemesis.sim.SimNode;
import io.partita.nemesis.sim.World;
import io.partita.provisioning.system.ProcessState;
import io.partita.provisioning.system.mesos.Role;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Faults that strike the servers of one group, on simulated nodes: who is struck, what is proven, how it ends. */
class ServerFaultTests {

    @TempDir
    Path run;

    private final World world = new World(5);
    private final SimMesos mesos = new SimMesos();
    private DefaultNemesis nemesis;

    @BeforeEach
    void create() {
        nemesis = nemesis(world, run.resolve(Ledgers.FILE_NAME));
    }

    private DefaultNemesis nemesis(World where, Path ledger) {
        return Nemeses.withoutHeartbeat(
                new Environment(where, mesos, where, Limits.DEFAULT),
                ledger,
                FaultCatalog.load(getClass().getClassLoader()));
    }

    @ParameterizedTest
    @CsvSource({
        "kill-master-leader, master, DEAD, 1",
        "kill-marathon-leader, marathon, DEAD, 1",
        "kill-masters, master, DEAD, 2",
        "kill-marathons, marathon, DEAD, 3",
        "kill-zookeeper, zookeeper, DEAD, 3",
        "kill-agent, agent, DEAD, 1",
        "pause-master-leader, master, PAUSED, 1",
        "pause-marathon-leader, marathon, PAUSED, 1",
        "crash-master-leader, master, DEAD, 1",
        "crash-marathon-leader, marathon, DEAD, 1",
        "agent-restart, agent, DEAD, 1",
        "node-crash, '', DEAD, 1",
    })
    void strikesServersOfItsGroupAloneAndBringsThemBack(String fault, String group, ProcessState state, int count) {
        FaultRecord active = perform(Action.INJECT, fault);
        assertThat(active.error()).isNull();
        assertThat(active.provenActive()).isTrue();
        assertThat(active.targets()).hasSize(count);
        assertThat(world.dirt().stream().filter(dirt -> dirt.contains(" is ")))
                .containsExactlyElementsOf(active.targets().stream()
                        .map(node -> node + " " + group + " is " + state)
                        .toList());

        FaultRecord healed = perform(Action.RECOVER, fault);
        assertThat(healed.error()).isNull();
        assertThat(healed.provenHealed()).isTrue();
        assertThat(world.dirt()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "kill role(marathon) | marathon | DEAD | 3",
                "kill role(mesos-agent) - n1 | agent | DEAD | 4",
                "pause standby(master) | master | PAUSED | 2",
                "kill one(role(agent) - leader(master)) of=agent | agent | DEAD | 1",
                "kill n2,n4 | '' | DEAD | 2",
                "kill role(marathon) of=all | '' | DEAD | 3",
                "kill n1 of=zookeeper | zookeeper | DEAD | 1",
                "kill-agent n3 | agent | DEAD | 1",
                "kill all | '' | DEAD | 5",
            })
    void strikesWhoeverTheTargetNames(String fault, String group, ProcessState state, int count) {
        FaultRecord active = perform(Action.INJECT, fault);
        assertThat(active.error()).isNull();
        assertThat(active.provenActive()).isTrue();
        assertThat(active.targets()).hasSize(count);
        assertThat(world.dirt().stream().filter(dirt -> dirt.contains(" is ")))
                .containsExactlyElementsOf(active.targets().stream()
                        .map(node -> node + " " + group + " is " + state)
                        .toList());
        assertThat(perform(Action.RECOVER, fault).provenHealed()).isTrue();
        assertThat(world.dirt()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "kill all - role(cook) of=agent | has no servers called cook; it has zookeeper, master, agent, marathon",
                "kill n9 | no node is called n9; there are n1, n2, n3, n4, n5",
                "kill role(cook) | it needs a system with servers called cook that can be killed",
                "kill n5 of=marathon | of the nodes of \"n5\", n5 has no marathon",
                "kill n4 - all | no node is",
                "kill n1 off=marathon | did you mean of?",
                "partition-leader n1 | takes no target",
            })
    void refusesATargetThatThereIsNotAndTouchesNothing(String fault, String words) {
        FaultRecord refused = perform(Action.INJECT, fault);
        assertThat(refused.error()).contains(words);
        assertThat(refused.provenActive()).isFalse();
        assertThat(world.dirt()).isEmpty();
    }

    @Test
    void twoFaultsAtOnceGetNodesOfTheirOwn() {
        for (int seed = 0; seed < 20; seed++) {
            FaultRecord first =
                    nemesis.perform(new FaultStep(1, Duration.ZERO, Action.INJECT, "kill random(2) of=agent", seed));
            FaultRecord second =
                    nemesis.perform(new FaultStep(2, Duration.ZERO, Action.INJECT, "pause random(2) of=agent", seed));
            assertThat(first.error()).isNull();
            assertThat(second.error()).isNull();
            assertThat(second.targets()).doesNotContainAnyElementsOf(first.targets());
            nemesis.healAll();
        }
    }

    @Test
    void theLeaderIsTheOneOfThatGroup() {
        assertThat(perform(Action.INJECT, "kill-master-leader").description()).isEqualTo("kill master of sim on n2");
        assertThat(perform(Action.INJECT, "pause-marathon-leader").description())
                .isEqualTo("pause marathon of sim on n3");
        assertThat(perform(Action.INJECT, "partition-marathon-leader").description())
                .isEqualTo("n3 | n1,n2,n4,n5");
    }

    @Test
    void theProofNamesTheGroup() {
        assertThat(perform(Action.INJECT, "kill-master-leader").activeProof())
                .containsEntry("blow", "kill")
                .containsEntry("group", "master")
                .containsEntry("processes", Map.of("n2", "DEAD"));
    }

    @Test
    void aServerThatIsBackBeforeAnybodyLooksHasCrashedAllTheSame() {
        world.node("n3").supervise();
        FaultRecord active = perform(Action.INJECT, "crash-marathon-leader");
        assertThat(active.provenActive()).as(active.toString()).isTrue();
        assertThat(active.activeProof())
                .containsEntry("processes", Map.of("n3", "RUNNING"))
                .containsEntry("were", Map.of("n3", "1"))
                .containsEntry("are", Map.of("n3", "2"));
        assertThat(perform(Action.RECOVER, "crash-marathon-leader").provenHealed())
                .isTrue();
        assertThat(world.node("n3").process("marathon"))
                .as("it is not started once more")
                .isEqualTo(new SimNode.Process(ProcessState.RUNNING, 2));
    }

    @Test
    void aServerThatIgnoresItsCrashIsNotProven() {
        world.node("n3").survivesCrashes();
        FaultRecord active = perform(Action.INJECT, "crash-marathon-leader");
        assertThat(active.provenActive()).isFalse();
        assertThat(active.error()).contains("not proven active: crash is not seen: {n3=RUNNING}");
    }

    @Test
    void whereNobodyLeadsNothingIsStruck() {
        mesos.leaders(Role.MARATHON, List.of());
        FaultRecord refused = perform(Action.INJECT, "kill-marathon-leader");
        assertThat(refused.provenActive()).isFalse();
        assertThat(refused.error())
                .isEqualTo("no node of marathon of sim led within 10000 ms, so there is no leader to strike");
        assertThat(world.dirt()).isEmpty();
    }

    @Test
    void aServerThatDoesNotRunIsNotStruck() {
        mesos.role(Role.MASTER).kill(world.on("n2"));
        FaultRecord refused = perform(Action.INJECT, "pause-master-leader");
        assertThat(refused.error())
                .isEqualTo("master of sim does not run where pause-master-leader was to strike it: {n2=DEAD}");
    }

    @Test
    void twoFaultsDoNotStrikeTheSameServersNorTheWholeNodeThatHasThem() {
        var one = new World(1);
        one.node("n1").supervise();
        mesos.leaders(Role.MARATHON, List.of("n1"));
        nemesis = nemesis(one, run.resolve("one"));
        assertThat(perform(Action.INJECT, "crash-marathon-leader").provenActive())
                .isTrue();
        assertThat(perform(Action.INJECT, "kill-marathons").error())
                .isEqualTo("not injected: f1 (crash-marathon-leader) is active on the same objects");
        assertThat(perform(Action.INJECT, "node-crash").error())
                .isEqualTo("1 of [n1] are wanted, and only [] are free of other faults");
        assertThat(perform(Action.INJECT, "kill-masters").provenActive())
                .as("servers of another group")
                .isTrue();
    }

    private FaultRecord perform(Action action, String fault) {
        return nemesis.perform(new FaultStep(1, Duration.ZERO, action, fault, 42));
    }
}
