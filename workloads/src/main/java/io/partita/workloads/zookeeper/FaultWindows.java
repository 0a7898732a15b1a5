package io.partita.workloads.zookeeper;

import io.partita.checker.history.History;
import io.partita.checker.history.Op;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The stretches of a history in which a fault was proven active: from the event that proves it to the next event of the
 * nemesis.
 */
final class FaultWindows {

    /**
     * One stretch.
     *
     * @param fault the fault's name
     * @param description what was done, in words
     * @param fromIndex index of the event that proves the fault active
     * @param toIndex index of the event that ends the stretch; the history's size if none does
     * @param fromTime time of the first, ns
     * @param toTime time of the last, ns
     */
    record Window(String fault, String description, long fromIndex, long toIndex, long fromTime, long toTime) {

        boolean contains(Op op) {
            return op.index() > fromIndex && op.index() < toIndex;
        }
    }

    private FaultWindows() {}

    static List<Window> of(History history) {
        List<Window> windows = new ArrayList<>();
        Op active = null;
        long lastTime = 0;
        for (Op op : history) {
            lastTime = op.time();
            if (!op.isNemesis()) {
                continue;
            }
            if (active != null) {
                windows.add(window(active, op.index(), op.time()));
            }
            active = provesActive(op) ? op : null;
        }
        if (active != null) {
            windows.add(window(active, history.size(), lastTime));
        }
        return windows;
    }

    private static boolean provesActive(Op op) {
        return op.value() instanceof Map<?, ?> value
                && Boolean.TRUE.equals(value.get("provenActive"))
                && !Boolean.TRUE.equals(value.get("provenHealed"));
    }

    private static Window window(Op active, long toIndex, long toTime) {
        Object description = ((Map<?, ?>) active.value()).get("description");
        return new Window(active.f(), String.valueOf(description), active.index(), toIndex, active.time(), toTime);
    }
}
