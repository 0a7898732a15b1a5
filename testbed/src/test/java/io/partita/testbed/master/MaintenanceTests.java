package io.partita.testbed.master;

import static org.assertj.core.api.Assertions.assertThat;

import io.partita.testbed.messages.Offer;
import io.partita.testbed.runtime.HttpService.Response;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MaintenanceTests {

    private static final String MACHINE = "{\"hostname\":\"a1\",\"ip\":\"10.0.0.21\"}";
    private static final String SCHEDULE = "{\"windows\":[{\"machine_ids\":[" + MACHINE
            + "],\"unavailability\":{\"start\":{\"nanoseconds\":1000},\"duration\":{\"nanoseconds\":2000}}}]}";

    @TempDir
    private Path directory;

    private MasterWorld world;
    private FakeAgent agent;

    @BeforeEach
    void world() {
        begin("");
    }

    private void begin(String bugs) {
        world = MasterWorld.ready(directory, 3, "bugs", bugs);
        agent = world.readyAgent(1);
    }

    private Response post(String path, String body) {
        return world.sim().http(MasterWorld.master(1), "POST", path, body);
    }

    @Test
    void aScheduledMachineDrainsAndItsOffersSayWhen() {
        assertThat(world.get(1, "/maintenance/schedule").toString()).isEqualTo("{}");
        assertThat(post("/maintenance/schedule", SCHEDULE).status()).isEqualTo(200);
        assertThat(world.get(1, "/maintenance/schedule").toString()).isEqualTo(SCHEDULE);
        assertThat(world.get(1, "/maintenance/status")
                        .at("/draining_machines/0/id/hostname")
                        .asString())
                .isEqualTo("a1");
        FakeFramework framework = world.readyFramework(1, FakeFramework.info(null, 60));
        assertThat(world.offer(framework, agent).unavailability().start()).isEqualTo(1000);
    }

    @Test
    void theScheduleSurvivesAFailover() {
        post("/maintenance/schedule", SCHEDULE);
        world.sim().kill(MasterWorld.master(1));
        world.run("15s");
        assertThat(world.get(2, "/maintenance/schedule").toString()).isEqualTo(SCHEDULE);
    }

    @Test
    void aMachineThatGoesDownLosesItsAgentWhichIsRefusedUntilItIsUp() {
        post("/maintenance/schedule", SCHEDULE);
        FakeFramework framework = world.readyFramework(1, FakeFramework.info(null, 60));
        world.launch(framework, agent, "one");
        assertThat(post("/machine/down", "[" + MACHINE + "]").status()).isEqualTo(200);
        world.run("1s");
        assertThat(agent.shutdowns()).containsExactly("Operator initiated 'Machine DOWN'");
        assertThat(world.state(1).path("activated_slaves").asInt()).isZero();
        assertThat(framework.states("one")).hasSize(2);
        FakeAgent refused = world.startAgent(1);
        world.run("5s");
        assertThat(refused.shutdowns()).containsExactly("Machine is `DOWN`");
        assertThat(post("/machine/up", "[" + MACHINE + "]").status()).isEqualTo(200);
        assertThat(world.readyAgent(1).isRegistered()).isTrue();
        assertThat(world.get(1, "/maintenance/schedule").toString()).isEqualTo("{}");
    }

    @Test
    void anAgentThatRegistersWhileItsMachineGoesDownIsShutDownToo() {
        String machine = MACHINE.replace("a1", "a2").replace("21", "22");
        post("/maintenance/schedule", SCHEDULE.replace(MACHINE, machine));
        world.sim().cut("10.0.0.11", "10.0.0.12");
        world.sim().cut("10.0.0.11", "10.0.0.13");
        world.sim().ask(MasterWorld.master(1), "POST", "/machine/down", "[" + machine + "]");
        FakeAgent late = world.startAgent(2);
        world.run("3s");
        world.sim().heal();
        world.run("3s");
        assertThat(late.shutdowns()).isNotEmpty();
        assertThat(world.state(1).path("activated_slaves").asInt()).isEqualTo(1);
    }

    @Test
    void anOfferThatDoesNotSayWhenItsMachineGoesIsWithdrawn() {
        FakeFramework framework = world.readyFramework(1, FakeFramework.info(null, 60));
        Offer before = world.offer(framework, agent);
        post("/maintenance/schedule", SCHEDULE);
        world.run("2s");
        assertThat(framework.offers()).doesNotContainKey(before.id());
        assertThat(world.offer(framework, agent).unavailability()).isNotNull();
    }

    @Test
    void withB38AnAgentOnAMachineThatIsDownRegisters() {
        begin("B38");
        post("/maintenance/schedule", SCHEDULE);
        post("/machine/down", "[" + MACHINE + "]");
        world.run("1s");
        assertThat(world.readyAgent(1).isRegistered()).isTrue();
        assertThat(world.state(1).path("activated_slaves").asInt()).isEqualTo(1);
    }

    @Test
    void whatMakesNoSenseIsRefusedAndChangesNothing() {
        String twice = SCHEDULE.replace("[" + MACHINE + "]", "[" + MACHINE + "," + MACHINE + "]");
        assertThat(post("/maintenance/schedule", twice).text()).contains("appears more than once");
        assertThat(post("/maintenance/schedule", "not json").status()).isEqualTo(400);
        assertThat(post("/maintenance/schedule", SCHEDULE.replace("[" + MACHINE + "]", "[]"))
                        .text())
                .isEqualTo("List of machines is empty");
        assertThat(post("/machine/down", "[" + MACHINE + "]").text()).contains("is not part of a maintenance schedule");
        assertThat(world.get(1, "/maintenance/schedule").toString()).isEqualTo("{}");
        post("/maintenance/schedule", SCHEDULE);
        assertThat(post("/machine/up", "[" + MACHINE + "]").text()).contains("is not in DOWN mode");
        post("/machine/down", "[" + MACHINE + "]");
        assertThat(post("/machine/down", "[" + MACHINE + "]").text()).contains("is not in DRAINING mode");
        assertThat(post("/maintenance/schedule", "{}").text()).contains("cannot be removed from the schedule");
        assertThat(world.get(1, "/maintenance/status").at("/down_machines/0/ip").asString())
                .isEqualTo("10.0.0.21");
    }
}
