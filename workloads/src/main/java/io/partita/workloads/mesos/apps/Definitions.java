package io.partita.workloads.mesos.apps;

import io.partita.workloads.mesos.AppSpec;
import io.partita.workloads.mesos.nodes.TaskMode;
import io.partita.workloads.mesos.nodes.TaskProgram;
import java.util.Map;

/**
 * How apps are defined: small, and replaced at once when they change, so that deployments end soon. Immutable.
 *
 * @param program what their tasks run
 */
record Definitions(TaskProgram program) {

    /** An app that has {@code token}. */
    AppSpec app(String id, String token, int instances) {
        return AppSpec.of(id, program.command(TaskMode.steady()), instances)
                .with("env", environment(token))
                .with("upgradeStrategy", Map.of("minimumHealthCapacity", 0.0, "maximumOverCapacity", 0.0));
    }

    /** The app that no list of apps may miss. */
    AppSpec anchor() {
        return app(Names.ANCHOR, "anchor", 0);
    }

    /** What of an app changes with its token. */
    static Map<String, Object> token(String token) {
        return Map.of("env", environment(token));
    }

    private static Map<String, Object> environment(String token) {
        return Map.of(Names.TOKEN_VARIABLE, token);
    }
}
