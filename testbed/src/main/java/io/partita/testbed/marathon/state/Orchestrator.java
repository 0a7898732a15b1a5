package io.partita.testbed.marathon.state;

import io.partita.testbed.marathon.app.AppDefinition;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * What the leading Marathon does: keeps the wanted state, talks with the Mesos master, launches, kills, deploys. One lives
 * from an election to the end of that leadership, on the loop. Everything that it answers is what is known now.
 */
public interface Orchestrator {

    /** Who hears what this one cannot deal with itself. */
    interface Owner {

        /** The connection to the Mesos master was lost, or the master is another one. What follows depends on the profile. */
        void masterLost();

        /** The master refused or removed the framework: {@code message} is its word. */
        void refused(String message);
    }

    /** Other deployments work on the same apps. */
    final class Locked extends RuntimeException {

        private static final long serialVersionUID = 1L;

        private final transient List<String> deployments;

        public Locked(List<String> deployments) {
            super("locked by " + deployments);
            this.deployments = List.copyOf(deployments);
        }

        public List<String> deployments() {
            return deployments;
        }
    }

    /**
     * Apps waiting to be launched.
     *
     * @param count instances still to be launched
     * @param delayMillis unscaled time that back-off still asks for; 0 if none
     * @param since epoch milliseconds
     */
    record Queued(
            AppDefinition app,
            int count,
            long delayMillis,
            long since,
            int processedOffers,
            int unusedOffers,
            Long lastUsedOfferAt,
            Long lastUnusedOfferAt) {}

    /** Begins, with what was stored. To be called once. */
    void start(Repository.Contents contents);

    /** Ends: nothing is sent or stored after this. The master is told that another will take over. */
    void stop();

    /** The framework's id; empty before it is registered, and that is stored. */
    Optional<String> frameworkId();

    /** HTTP address of the leading Mesos master, {@code host:port}; empty while unknown. */
    Optional<String> master();

    List<AppDefinition> apps();

    Optional<AppDefinition> app(String appId);

    /** The instances of an app, oldest first; of all apps if {@code appId} is null. */
    List<Instance> instances(String appId);

    Optional<TaskFailure> lastFailure(String appId);

    List<Deployment> deployments();

    List<Queued> queue();

    /**
     * Makes the apps in {@code target} what they say, and those in {@code deleted} go away: one deployment. Completes once the
     * deployment is stored and has begun. Versions must be new. Fails with {@link Locked} unless {@code force} ends the
     * deployments in the way.
     */
    CompletableFuture<Deployment> change(List<AppDefinition> target, List<String> deleted, boolean force);

    /** Replaces all instances of an app by new ones of the same definition, as a new version. */
    CompletableFuture<Deployment> restart(String appId, String version, boolean force);

    /**
     * Kills instances. If {@code scale}, the app shrinks by as many, and the deployment is answered; else they are replaced.
     * With {@code wipe}, they are forgotten at once.
     */
    CompletableFuture<Optional<Deployment>> kill(List<Instance> instances, boolean scale, boolean wipe, boolean force);

    /**
     * Ends a deployment: where it stands with {@code force}, else by a new one back to what was; empty if it is unknown.
     */
    CompletableFuture<Optional<Deployment>> cancel(String deploymentId, boolean force);

    /** Forgets the back-off of an app; false if it is not in the queue. */
    boolean resetDelay(String appId);
}
