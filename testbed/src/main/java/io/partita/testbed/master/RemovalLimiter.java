package io.partita.testbed.master;

import io.partita.testbed.runtime.Loop;
import io.partita.testbed.settings.Rate;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Lets agents go one after the other, at a rate; those who wait may be let off. */
final class RemovalLimiter {

    private final Loop loop;
    private final Optional<Duration> spacing;
    private final Map<String, Runnable> waiting = new LinkedHashMap<>();
    private boolean pausing;

    /** @param rate empty: all go at once */
    RemovalLimiter(Loop loop, Optional<Rate> rate) {
        this.loop = loop;
        this.spacing = rate.map(Rate::spacing);
    }

    boolean isLimited() {
        return spacing.isPresent();
    }

    /** Runs {@code removal} when it is the agent's turn; does nothing if it waits already. */
    void enter(String agentId, Runnable removal) {
        if (spacing.isEmpty()) {
            removal.run();
        } else if (waiting.putIfAbsent(agentId, removal) == null) {
            next();
        }
    }

    boolean isWaiting(String agentId) {
        return waiting.containsKey(agentId);
    }

    /** Lets the agent off. */
    void leave(String agentId) {
        waiting.remove(agentId);
    }

    private void next() {
        if (pausing || waiting.isEmpty()) {
            return;
        }
        pausing = true;
        loop.after(spacing.orElseThrow(), () -> {
            pausing = false;
            next();
        });
        String first = waiting.keySet().iterator().next();
        waiting.remove(first).run();
    }
}
