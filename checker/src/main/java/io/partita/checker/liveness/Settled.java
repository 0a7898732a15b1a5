package io.partita.checker.liveness;

import io.partita.checker.history.History;
import io.partita.checker.history.OpType;
import java.util.HashMap;
import java.util.Map;

/** How far a beginning of a history says all that there will ever be to say. Pure. */
final class Settled {

    private Settled() {}

    /** What {@link Liveness#settled} promises. */
    static long until(History beginning) {
        long until = Moment.endOf(beginning).time();
        Map<Object, Long> announced = new HashMap<>();
        for (int i = 0; i < beginning.size(); i++) {
            if (beginning.process(i) < 0) {
                if (beginning.value(i) instanceof Map<?, ?> value && value.get("step") != null) {
                    follow(value, beginning.time(i), announced);
                }
            } else if (beginning.type(i) == OpType.INVOKE && beginning.completionOf(i) < 0) {
                until = Math.min(until, beginning.time(i));
            }
        }
        return announced.values().stream().reduce(until, Math::min);
    }

    private static void follow(Map<?, ?> value, long time, Map<Object, Long> announced) {
        Object step = value.get("step");
        if (!FaultEvents.isOutcome(value)) {
            announced.put(step, time);
        } else if (value.containsKey("id") || "recover".equals(value.get("action"))) {
            announced.remove(step);
        }
    }
}
