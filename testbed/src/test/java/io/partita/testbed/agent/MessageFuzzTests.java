package io.partita.testbed.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.partita.testbed.messages.AgentMessage;
import io.partita.testbed.messages.AgentMessage.AgentRegistered;
import io.partita.testbed.messages.AgentMessage.AgentReregistered;
import io.partita.testbed.messages.AgentMessage.ShutdownAgent;
import io.partita.testbed.messages.Message;
import io.partita.testbed.sim.RandomMessages;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever its master says to an agent, the agent goes on. */
class MessageFuzzTests {

    private static final int MESSAGES = 2000;

    @TempDir
    private Path directory;

    @Test
    void noMessageEndsAnAgentExceptThoseThatAreToEndIt() {
        AgentWorld world = AgentWorld.running(directory);
        world.launch("t1");
        List<Object> known = List.of(
                world.master.framework,
                world.master.framework.id(),
                world.master.agentId(),
                "t1",
                "t2",
                AgentWorld.MASTER);
        RandomMessages messages = new RandomMessages(new SplittableRandom(3), AgentMessage.class, known);
        for (int count = 0; count < MESSAGES; count++) {
            Message message = messages.next();
            boolean ends = message instanceof ShutdownAgent
                    || message instanceof AgentRegistered
                    || message instanceof AgentReregistered;
            if (!ends) {
                world.master.send(message);
                world.sim.run(java.time.Duration.ofMillis(30));
                assertThat(world.sim.isAlive(AgentWorld.AGENT))
                        .as(message.toString())
                        .isTrue();
            }
        }
        assertThat(world.sim.get(AgentWorld.AGENT, "/state").status()).isEqualTo(200);
    }
}
