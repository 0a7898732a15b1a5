package io.partita.provisioning.remote;

import java.time.Duration;
import java.util.Objects;

/**
 * How patient and how greedy SSH connections are. Immutable.
 *
 * @param connectTimeout how long reaching a node and logging in may take, each
 * @param keepAlive how often an idle connection is probed; three probes without an answer end it. At least 15 s, because
 *     SSHJ has been seen to send garbage when it probes soon after the login
 * @param killTimeout how long stopping a command that outlived its deadline may take before the connection is given up
 * @param transferDeadline how long one upload, write or download may take
 * @param maxChannels commands at the same time on one node, 1 to 8: OpenSSH allows ten channels for each connection, and
 *     two are kept for the fast shell and for killing
 * @param outputLimit how many bytes of each output stream of a command are kept
 * @param attempts how often an idempotent command is sent at most; also how often a lost connection is reopened
 */
public record SshOptions(
        Duration connectTimeout,
        Duration keepAlive,
        Duration killTimeout,
        Duration transferDeadline,
        int maxChannels,
        int outputLimit,
        int attempts) {

    public SshOptions {
        requirePositive(connectTimeout, "connectTimeout");
        requirePositive(keepAlive, "keepAlive");
        requirePositive(killTimeout, "killTimeout");
        requirePositive(transferDeadline, "transferDeadline");
        if (keepAlive.toSeconds() < 15) {
            throw new IllegalArgumentException("keepAlive is " + keepAlive + ", less than 15 s");
        }
        if (maxChannels < 1 || maxChannels > 8) {
            throw new IllegalArgumentException("maxChannels is " + maxChannels + ", not in 1..8");
        }
        if (outputLimit < 1) {
            throw new IllegalArgumentException("outputLimit is " + outputLimit + ", not positive");
        }
        if (attempts < 1) {
            throw new IllegalArgumentException("attempts is " + attempts + ", not positive");
        }
    }

    /** What suits a cluster on a local network. */
    public static SshOptions defaults() {
        return new SshOptions(
                Duration.ofSeconds(10),
                Duration.ofSeconds(15),
                Duration.ofSeconds(5),
                Duration.ofMinutes(2),
                8,
                4 << 20,
                3);
    }

    /** The same with another connect timeout. */
    public SshOptions withConnectTimeout(Duration timeout) {
        return new SshOptions(timeout, keepAlive, killTimeout, transferDeadline, maxChannels, outputLimit, attempts);
    }

    /** The same with another deadline for transfers. */
    public SshOptions withTransferDeadline(Duration deadline) {
        return new SshOptions(connectTimeout, keepAlive, killTimeout, deadline, maxChannels, outputLimit, attempts);
    }

    private static void requirePositive(Duration duration, String name) {
        Objects.requireNonNull(duration, () -> name + " is null");
        if (duration.isNegative() || duration.isZero()) {
            throw new IllegalArgumentException(name + " is " + duration + ", not positive");
        }
    }
}
