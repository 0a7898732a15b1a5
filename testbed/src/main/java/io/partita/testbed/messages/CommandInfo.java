package io.partita.testbed.messages;

import java.util.List;
import java.util.Map;

/**
 * What a task runs: {@code value} by the shell, or, if that is null, {@code arguments} as program and arguments.
 *
 * @param user null for the agent's own
 */
public record CommandInfo(
        @MayBeNull String value,
        List<String> arguments,
        Map<String, String> environment,
        @MayBeNull String user) {

    public CommandInfo {
        arguments = List.copyOf(arguments);
        environment = Map.copyOf(environment);
    }
}
