package io.partita.testbed.marathon.orchestration;

import io.partita.testbed.settings.Knob;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Tasks that are to end: the master is asked again and again until it says that they have. A task that has become
 * unreachable is not waited for; should it come back, it is one that nobody knows.
 */
final class Kills {

    private static final class Request {
        private final String agentId;

        Request(String agentId) {
            this.agentId = agentId;
        }
    }

    private final Context context;
    private final SchedulerDriver driver;
    private final Map<String, Request> pending = new LinkedHashMap<>();

    Kills(Context context, SchedulerDriver driver) {
        this.context = context;
        this.driver = driver;
    }

    /** Ends a task; {@code agentId} may be null. */
    void kill(String taskId, String agentId) {
        Request request = new Request(agentId);
        if (pending.putIfAbsent(taskId, request) == null) {
            attempt(taskId, request);
        }
    }

    boolean isPending(String taskId) {
        return pending.containsKey(taskId);
    }

    /** It has ended, or is not to be heard of. */
    void done(String taskId) {
        pending.remove(taskId);
    }

    /** To be called after a registration: what was asked before may be lost. */
    void registered() {
        pending.forEach((taskId, request) -> driver.kill(taskId, request.agentId));
    }

    private void attempt(String taskId, Request request) {
        if (pending.get(taskId) != request) {
            return;
        }
        driver.kill(taskId, request.agentId);
        context.loop().after(context.settings().duration(Knob.MARATHON_KILL_RETRY), () -> attempt(taskId, request));
    }
}
