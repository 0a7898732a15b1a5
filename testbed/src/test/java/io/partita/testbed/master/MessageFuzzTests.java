package io.partita.testbed.master;

import static org.assertj.core.api.Assertions.assertThat;

import io.partita.testbed.messages.AgentMessage;
import io.partita.testbed.messages.FrameworkMessage;
import io.partita.testbed.messages.Offer;
import io.partita.testbed.sim.RandomMessages;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever agents and frameworks say to a master, it goes on, and nobody holds more than there is. */
class MessageFuzzTests {

    private static final int MESSAGES = 3000;

    @TempDir
    private Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"classic", "legacy1", "pa", "modern"})
    void noMessageEndsAMaster(String profile) {
        MasterWorld world = MasterWorld.ready(directory, 1, "profile", profile, "reregister.timeout", "20s");
        FakeAgent agent = world.readyAgent(1);
        FakeAgent other = world.readyAgent(2);
        FakeFramework framework = world.readyFramework(1, FakeFramework.info(null, 60));
        world.launch(framework, agent, "one");
        Offer offer = world.offer(framework, other);
        List<Object> known = List.of(
                framework.id(),
                agent.disk().id,
                other.disk().id,
                offer.id(),
                "one",
                "two",
                agent.info(),
                other.info().withId(other.disk().id),
                FakeFramework.info(framework.id(), 60),
                FakeFramework.task("two", other.disk().id, offer.resources()),
                MasterWorld.agent(1),
                MasterWorld.framework(1));
        SplittableRandom random = new SplittableRandom(3);
        RandomMessages ofFrameworks = new RandomMessages(random, FrameworkMessage.class, known);
        RandomMessages ofAgents = new RandomMessages(random, AgentMessage.class, known);
        for (int count = 0; count < MESSAGES; count++) {
            framework.send(ofFrameworks.next());
            (random.nextBoolean() ? agent : other).say(MasterWorld.master(1), ofAgents.next());
            world.run("30ms");
            assertThat(world.sim().isAlive(MasterWorld.master(1))).isTrue();
        }
        world.run("2m");
        assertThat(world.sim().get(MasterWorld.master(1), "/state").status()).isEqualTo(200);
        assertThat(world.sim().get(MasterWorld.master(1), "/metrics/snapshot").status())
                .isEqualTo(200);
    }
}
