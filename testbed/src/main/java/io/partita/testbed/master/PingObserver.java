package io.partita.testbed.master;

import io.partita.testbed.runtime.Loop;
import java.time.Duration;

/**
 * Watches one agent: a ping at once and after every interval T; an interval that ends without a pong counts, a pong resets
 * the count, and at N the agent is given up. A cut begins somewhere between two pings, and the first ping that is lost
 * is the next one, so the agent is given up between N·T and (N+1)·T after the cut.
 */
final class PingObserver {

    private final Loop loop;
    private final Duration interval;
    private final int limit;
    private final boolean forgets;
    private final Runnable ping;
    private final Runnable giveUp;
    private Loop.Timer timer = () -> {};
    private boolean waiting;
    private int missed;

    /**
     * @param forgets whether a pong resets the count, as it should
     * @param giveUp called at the limit, and after every further interval while nothing comes
     */
    PingObserver(Loop loop, Duration interval, int limit, boolean forgets, Runnable ping, Runnable giveUp) {
        this.loop = loop;
        this.interval = interval;
        this.limit = limit;
        this.forgets = forgets;
        this.ping = ping;
        this.giveUp = giveUp;
    }

    void start() {
        timer = loop.every(interval, this::intervalOver);
        sendPing();
    }

    void pong() {
        waiting = false;
        if (forgets) {
            missed = 0;
        }
    }

    void stop() {
        timer.cancel();
    }

    private void intervalOver() {
        boolean late = waiting;
        if (late) {
            missed++;
        }
        sendPing();
        if (late && missed >= limit) {
            giveUp.run();
        }
    }

    private void sendPing() {
        waiting = true;
        ping.run();
    }
}
