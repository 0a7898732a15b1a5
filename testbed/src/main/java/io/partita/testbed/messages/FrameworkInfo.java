package io.partita.testbed.messages;

import java.util.List;

/**
 * What a framework says about itself.
 *
 * @param id null for a new one
 * @param failoverTimeout unscaled seconds for which it may be disconnected before it is removed
 * @param checkpoint whether its tasks survive a restart of their agent
 * @param capabilities such as {@code PARTITION_AWARE}
 */
public record FrameworkInfo(
        @MayBeNull String id,
        String name,
        String user,
        double failoverTimeout,
        boolean checkpoint,
        String role,
        String hostname,
        String webuiUrl,
        List<String> capabilities) {

    public static final String PARTITION_AWARE = "PARTITION_AWARE";

    public FrameworkInfo {
        capabilities = List.copyOf(capabilities);
    }

    public FrameworkInfo withId(String newId) {
        return new FrameworkInfo(
                newId, name, user, failoverTimeout, checkpoint, role, hostname, webuiUrl, capabilities);
    }

    public boolean isPartitionAware() {
        return capabilities.contains(PARTITION_AWARE);
    }
}
