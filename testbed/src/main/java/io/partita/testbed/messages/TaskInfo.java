package io.partita.testbed.messages;

import java.util.List;
import java.util.Map;

/**
 * A task to run.
 *
 * @param killGrace unscaled seconds between SIGTERM and SIGKILL; null for the agent's default
 * @param portNames names of the ports in {@code resources}, in order, for discovery
 */
public record TaskInfo(
        String taskId,
        String name,
        String agentId,
        Resources resources,
        CommandInfo command,
        Map<String, String> labels,
        @MayBeNull Double killGrace,
        List<String> portNames) {

    public TaskInfo {
        labels = Map.copyOf(labels);
        portNames = List.copyOf(portNames);
    }
}
