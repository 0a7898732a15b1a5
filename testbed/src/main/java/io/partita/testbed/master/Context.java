package io.partita.testbed.master;

import io.partita.testbed.master.cluster.Cluster;
import io.partita.testbed.master.cluster.FrameworkEntry;
import io.partita.testbed.master.metrics.Counters;
import io.partita.testbed.master.registry.Registrar;
import io.partita.testbed.messages.Address;
import io.partita.testbed.messages.FrameworkInfo;
import io.partita.testbed.messages.FrameworkMessage;
import io.partita.testbed.messages.MasterInfo;
import io.partita.testbed.messages.Message;
import io.partita.testbed.messages.TaskState;
import io.partita.testbed.messages.TaskStatus;
import io.partita.testbed.runtime.Log;
import io.partita.testbed.runtime.Loop;
import io.partita.testbed.runtime.Platform;
import io.partita.testbed.settings.Bug;
import io.partita.testbed.settings.Profile;
import io.partita.testbed.settings.Settings;
import java.time.Instant;

/** What the parts of a leading master share. */
record Context(
        Platform platform,
        Settings settings,
        MasterInfo self,
        Cluster cluster,
        Registrar registrar,
        Counters counters) {

    Loop loop() {
        return platform.loop();
    }

    Log log() {
        return platform.log();
    }

    Wording wording() {
        return new Wording(settings.profile());
    }

    /** Whether the profile is {@code profile} or a later one. */
    boolean isAtLeast(Profile profile) {
        return settings.profile().isAtLeast(profile);
    }

    /** The time of day in seconds since 1970. */
    double seconds() {
        return wallNanos() / 1e9;
    }

    /** The time of day in nanoseconds since 1970. */
    long wallNanos() {
        Instant now = loop().wallClock();
        return now.getEpochSecond() * 1_000_000_000 + now.getNano();
    }

    void send(Address to, Message message) {
        platform.messenger().send(to, message);
    }

    /** To a framework's scheduler, if one is connected. */
    void tell(FrameworkEntry framework, FrameworkMessage message) {
        if (framework.isConnected()) {
            send(framework.address(), message);
        }
    }

    /** A status that the master makes up. */
    TaskStatus status(String taskId, TaskState state, String reason, String message, String agentId) {
        return TaskStatus.of(taskId, state, message, "SOURCE_MASTER", reason, agentId, seconds());
    }

    /** The state that a framework is told: {@code aware} if it is partition-aware and the release knows that. */
    TaskState stateFor(FrameworkInfo framework, TaskState aware, TaskState other) {
        boolean told = isAtLeast(Profile.PA) && (framework.isPartitionAware() || settings.has(Bug.B21));
        return told ? aware : other;
    }
}
