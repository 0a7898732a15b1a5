package io.partita.testbed.agent;

import io.partita.testbed.messages.AgentInfo;
import io.partita.testbed.messages.FrameworkInfo;
import io.partita.testbed.settings.Bug;
import io.partita.testbed.settings.Profile;
import io.partita.testbed.settings.Settings;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Decides what becomes of what an agent finds in its work directory when it starts. Changes nothing. */
final class Recovery {

    /** What is to be done. */
    sealed interface Outcome {

        /** There is nothing: register as a new agent. {@code rebooted} if there was something, before the reboot. */
        record Fresh(boolean rebooted) implements Outcome {}

        /**
         * Go on as the agent of before.
         *
         * @param rebooted none of the executors can be there any more
         */
        record Again(String agentId, List<Container> containers, List<FrameworkInfo> frameworks, boolean rebooted)
                implements Outcome {}

        /** Do not start. */
        record Refused(String text) implements Outcome {}
    }

    private final Layout layout;
    private final Settings settings;

    Recovery(Layout layout, Settings settings) {
        this.layout = layout;
        this.settings = settings;
    }

    /** @param now what the agent is by its present configuration */
    Outcome decide(AgentInfo now, String bootId) {
        CheckpointReader reader = new CheckpointReader(layout);
        try {
            // B14: numbers of processes are taken for what they were, whatever happened to the machine.
            boolean rebooted = !settings.has(Bug.B14)
                    && reader.bootId().filter(before -> !before.equals(bootId)).isPresent();
            if (rebooted && !settings.profile().isAtLeast(Profile.PA)) {
                return new Outcome.Fresh(true);
            }
            Optional<CheckpointReader.Found> found = reader.agent();
            if (found.isEmpty()) {
                return new Outcome.Fresh(false);
            }
            AgentInfo before = found.get().info();
            if (!isCompatible(before, now)) {
                return refused("Incompatible slave info detected. Recovered: " + Mapper.JSON.writeValueAsString(before)
                        + " Current: " + Mapper.JSON.writeValueAsString(now.withId(before.id())));
            }
            // B13: what it ran is not looked for; the executors wait for it in vain.
            List<Container> containers =
                    settings.has(Bug.B13) ? List.of() : found.get().containers();
            Optional<String> duplicate = rebooted ? Optional.empty() : duplicatePid(containers);
            if (duplicate.isPresent()) {
                return refused(duplicate.get());
            }
            return new Outcome.Again(before.id(), containers, reader.frameworks(before.id()), rebooted);
        } catch (IOException e) {
            return refused(e.getMessage());
        }
    }

    private static boolean isCompatible(AgentInfo before, AgentInfo now) {
        return before.hostname().equals(now.hostname())
                && before.resources().equals(now.resources())
                && before.attributes().equals(now.attributes());
    }

    private static Optional<String> duplicatePid(List<Container> containers) {
        Map<Long, String> seen = new HashMap<>();
        for (Container container : containers) {
            if (container.pid != 0
                    && !container.updates().hasEnded()
                    && seen.put(container.pid, container.id()) != null) {
                return Optional.of("Detected duplicate pid " + container.pid + " for container " + container.id());
            }
        }
        return Optional.empty();
    }

    private Outcome refused(String cause) {
        String remove = "rm -f " + layout.latest();
        String remedy = settings.profile().isAtLeast(Profile.MODERN)
                ? "To restart this agent with a new agent id instead, do as follows:\n" + remove
                        + "\nThen the agent does not look for its old executors."
                : "To remedy this do as follows:\nStep 1: " + remove
                        + "\n        Then the slave does not look for its old executors.\nStep 2: Restart the slave.";
        return new Outcome.Refused("Failed to perform recovery: " + cause + "\n" + remedy);
    }
}
