package io.partita.nemesis.fault;

import java.time.Duration;

/**
 * How long the nemesis waits for what. Immutable.
 *
 * @param active for a fault to be proven active
 * @param recovered for a fault to be proven gone
 * @param poll between two measurements
 * @param deadMan how long the control node may be silent before a node heals itself
 * @param heartbeat between two signs of life; a fraction of {@code deadMan}
 */
public record Limits(Duration active, Duration recovered, Duration poll, Duration deadMan, Duration heartbeat) {

    /** Ten seconds to become active, thirty to be gone; a node heals itself after a minute of silence. */
    public static final Limits DEFAULT = new Limits(
            Duration.ofSeconds(10),
            Duration.ofSeconds(30),
            Duration.ofMillis(20),
            Duration.ofSeconds(60),
            Duration.ofSeconds(10));

    public Limits {
        if (deadMan.toSeconds() < 1) {
            throw new IllegalArgumentException("a dead-man's time of " + deadMan + " is less than a second");
        }
        if (heartbeat.multipliedBy(2).compareTo(deadMan) > 0) {
            throw new IllegalArgumentException(
                    "a heartbeat every " + heartbeat + " is too slow for a dead-man's time of " + deadMan);
        }
    }

    /** The same with another dead-man's time, and a heartbeat six times as frequent. */
    public Limits withDeadMan(Duration ttl) {
        return new Limits(active, recovered, poll, ttl, ttl.dividedBy(6));
    }
}
