package io.partita.provisioning.system.mesos;

import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * How long things may take, computed from the settings and never from a number of its own, but for one: {@link #PROCESSING},
 * for what no setting times. Immutable.
 *
 * <p>Sources: Mesos' documented timeouts and the arithmetic of their combination, see docs/testbed.md.
 *
 * @param settings what everything is computed from, in force
 */
public record MesosBounds(Timings settings) {

    /** What starting a Java program, a disk and a busy processor may take together; does not shrink with the time scale. */
    public static final Duration PROCESSING = Duration.ofSeconds(5);

    /**
     * A stretch of time.
     *
     * @param earliest it never happens sooner
     * @param latest it has happened by then
     */
    public record Window(Duration earliest, Duration latest) {

        /** Whether {@code time} lies in it, with {@code slack} more at its end. */
        public boolean contains(Duration time, Duration slack) {
            return time.compareTo(earliest) >= 0 && time.compareTo(latest.plus(slack)) <= 0;
        }
    }

    /**
     * From the cut between an agent and its master to the agent's removal: N pings must be missed, and the cut may come
     * right after a ping or right before one.
     */
    public Window agentLossWindow() {
        Duration timeout = settings.duration("ping.timeout");
        int times = settings.count("ping.max");
        return new Window(timeout.multipliedBy(times), timeout.multipliedBy(times + 1L));
    }

    /** From the death of a master or its loss of ZooKeeper until the ensemble has forgotten its session, ticks rounded up. */
    public Duration sessionExpiry() {
        return expiry("zk.session");
    }

    /** Likewise of a Marathon. */
    public Duration marathonSessionExpiry() {
        return expiry("marathon.zk.session");
    }

    /** From the death of the leading master until another one leads. */
    public Duration electionBound() {
        return sessionExpiry().plus(PROCESSING);
    }

    /**
     * From the cut between the leading master and ZooKeeper until it has given up: its client misses answers after a
     * while, and takes the session for expired a whole session timeout later.
     */
    public Duration stepDownBound() {
        return settings.duration("zk.session").plus(masterOverlap());
    }

    /**
     * For how long two masters may take themselves for the leader: the ensemble and the old leader's client wait for the
     * same session timeout, but the ensemble begins when the two are cut off from each other, and the client when it
     * notices that.
     */
    public Duration masterOverlap() {
        return unnoticed("zk.session").plus(PROCESSING);
    }

    /** Likewise for two Marathons. */
    public Duration marathonOverlap() {
        return unnoticed("marathon.zk.session").plus(PROCESSING);
    }

    /**
     * For how long a client may not notice that it is cut off from the ensemble: two thirds of a session timeout if its
     * server does not answer any more. If the server is cut off with it, the server goes on answering for as long as it may
     * lag behind.
     */
    private Duration unnoticed(String session) {
        Duration missed = settings.duration(session).multipliedBy(2).dividedBy(3);
        Duration lag = Duration.ofMillis(
                (long) settings.zookeeper().syncLimit() * settings.zookeeper().tickTime());
        return missed.compareTo(lag) > 0 ? missed : lag;
    }

    /**
     * From an instant without a leading master until there is one, as long as a majority of the masters and of the ensemble
     * reach each other: the ensemble may have to find its own leader first, the next master may have to be started again,
     * and a dead one's session must expire.
     */
    public Duration masterLeaderBound() {
        return settings.zookeeper().recoveryBound().plus(respawn(Role.MASTER)).plus(electionBound());
    }

    /** Likewise for a leading Marathon, as long as a majority of the ensemble and one Marathon reach each other. */
    public Duration marathonLeaderBound() {
        return settings.zookeeper().recoveryBound().plus(respawn(Role.MARATHON)).plus(marathonElectionBound());
    }

    /**
     * For how long a master may not lead the way to the leader though nothing disturbs it: it may have to be started again,
     * and may believe in a leader that is gone until it has noticed that it lost ZooKeeper.
     */
    public Duration masterServesBound() {
        return respawn(Role.MASTER).plus(stepDownBound()).plus(sessionExpiry());
    }

    /** Likewise a Marathon. */
    public Duration marathonServesBound() {
        return respawn(Role.MARATHON)
                .plus(settings.duration("marathon.zk.session"))
                .plus(marathonOverlap())
                .plus(marathonElectionBound());
    }

    /** From the death of the leading Marathon until another one leads. */
    public Duration marathonElectionBound() {
        return marathonSessionExpiry().plus(PROCESSING);
    }

    /** From the disconnection of a framework until it is removed, with its tasks. */
    public Duration frameworkFailover() {
        return settings.duration("failover.timeout");
    }

    /** From the exit of a server until its supervisor has started it again; zero if it has none. */
    public Duration respawn(Role role) {
        return role == Role.ZOOKEEPER
                ? Duration.ZERO
                : settings.optionalDuration("supervise." + role.label())
                        .map(delay -> delay.plus(PROCESSING))
                        .orElse(Duration.ZERO);
    }

    /**
     * How long the whole may take to serve everywhere again once every fault is healed, when each waits for the one below:
     * the ensemble; a master that gave up and its election; an agent that first has to notice that it was removed, may be
     * started again, and registers after a random time; a Marathon that ended with its master, its election and its start.
     */
    public Duration recoveryBound() {
        return Stream.of(
                        settings.zookeeper().recoveryBound(),
                        stepDownBound(),
                        respawn(Role.MASTER),
                        electionBound(),
                        agentLossWindow().latest(),
                        respawn(Role.AGENT),
                        settings.duration("registration.backoff.max"),
                        respawn(Role.MARATHON),
                        marathonElectionBound())
                .reduce(Duration.ZERO, Duration::plus);
    }

    /**
     * From a change in what an app wants or has until its instances run, when nothing stands in the way: a wait for
     * resources that were declined, a round of offers, a first pause after a failure, the start of a task.
     */
    public Duration launchBound() {
        return Stream.of(
                        settings.duration("marathon.backoff.seconds"),
                        settings.duration("marathon.revive.interval"),
                        settings.duration("allocation.interval").multipliedBy(2),
                        PROCESSING)
                .reduce(Duration.ZERO, Duration::plus);
    }

    /** T: how often the master pings an agent, and within which time an answer counts. */
    public Duration pingInterval() {
        return settings.duration("ping.timeout");
    }

    /** From the beginning of a new leader's term until it may give up agents that it only knows from the registry. */
    public Duration reregistration() {
        return settings.duration("reregister.timeout");
    }

    /** The shortest time between two removals of agents by one leader; empty if there is no limit to their rate. */
    public Optional<Duration> removalSpacing() {
        return settings.spacing("removal.rate");
    }

    /** From the election of a master or a Marathon until it knows agents, framework and tasks again and has repaired them. */
    public Duration settleBound() {
        return Stream.of(
                        settings.duration("registration.backoff").multipliedBy(2),
                        settings.duration("executor.reregister"),
                        firstRepair(),
                        PROCESSING)
                .reduce(Duration.ZERO, Duration::plus);
    }

    /**
     * From the cut between an agent and its master until the tasks on it run elsewhere. The first replacement may have been
     * sent to another agent that was cut off at the same time and is given up a little later.
     */
    public Duration lossReplacementBound() {
        Duration inactive = settings.duration("marathon.unreachable.inactive");
        Duration noticed =
                inactive.isZero() ? Duration.ZERO : inactive.plus(settings.duration("marathon.reconcile.interval"));
        return agentLossWindow().latest().plus(noticed).plus(launchBound().multipliedBy(2));
    }

    /** As {@link #lossReplacementBound}, of an agent that stays away from a master that was elected meanwhile. */
    public Duration lossAfterFailoverBound() {
        return settings.duration("reregister.timeout").plus(lossReplacementBound());
    }

    /**
     * From the return of a task that was replaced, or from a task too many, until it has ended. An agent that comes back
     * after the first reconciliation of a new leader may be passed over in silence until the next one.
     */
    public Duration surplusBound() {
        return Stream.of(
                        firstRepair(),
                        settings.duration("marathon.reconcile.interval"),
                        settings.duration("marathon.expunge.interval"),
                        settings.duration("marathon.kill.retry"),
                        settings.duration("executor.grace"),
                        PROCESSING)
                .reduce(Duration.ZERO, Duration::plus);
    }

    /**
     * From the beginning of a deployment until it is over, when nothing stands in its way.
     *
     * @param rounds how often it ends tasks, waits for that, and starts others in their place, at most
     */
    public Duration deploymentBound(int rounds) {
        Duration ending = settings.duration("marathon.kill.retry")
                .plus(settings.duration("executor.grace"))
                .plus(PROCESSING);
        return ending.plus(launchBound()).multipliedBy(rounds);
    }

    /** From the moment when all serves again until every app has exactly its instances. */
    public Duration convergenceBound() {
        return surplusBound().plus(launchBound());
    }

    /**
     * From the start or the end of a task until the leading master and Marathon know it, when nothing stands in the way: its
     * executor looks now and then, and a report that got lost is repeated once.
     */
    public Duration updateBound() {
        return settings.duration("executor.reap")
                .plus(settings.duration("update.retry.min"))
                .plus(PROCESSING);
    }

    /**
     * From the start or the end of a task until who asks the discovery server knows it, as long as a master leads and the
     * server reaches it: its records are read anew now and then, and whoever gets them may keep them for a while.
     */
    public Duration discoveryBound() {
        return updateBound().plus(settings.duration("discovery.refresh")).plus(settings.duration("discovery.ttl"));
    }

    /** What a new leader waits before it compares what there is with what there should be. */
    private Duration firstRepair() {
        Duration reconcile = settings.duration("marathon.reconcile.delay");
        Duration scale = settings.optionalDuration("marathon.scale.delay").orElse(Duration.ZERO);
        return reconcile.compareTo(scale) > 0 ? reconcile : scale;
    }

    private Duration expiry(String session) {
        return settings.duration(session).plusMillis(settings.zookeeper().tickTime());
    }
}
