package io.partita.workloads;

import io.partita.checker.Checker;
import io.partita.checker.history.History;
import io.partita.checker.history.Op;
import io.partita.checker.online.OnlineChecker;
import io.partita.checker.online.OnlineCheckers;
import io.partita.provisioning.remote.Nodes;
import io.partita.provisioning.system.SystemUnderTest;
import io.partita.workloads.client.Client;
import io.partita.workloads.generator.Generator;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.LongSupplier;
import java.util.function.Predicate;

/**
 * What clients do to a system and how the recorded history is judged. Found through {@link java.util.ServiceLoader}.
 * Stateless; everything that belongs to one run is in {@link Load}.
 */
public interface Workload {

    /** The name on the command line, such as {@code zk-register}. */
    String name();

    /** One sentence for {@code control list workloads}. */
    String description();

    /** The system under test that this workload needs, such as {@code zookeeper}. */
    String system();

    /** The options that {@code --workload-option} accepts, in the order to list them. */
    List<Option> options();

    /**
     * What a later {@code control check} needs to judge the recorded history again without being told: {@code model},
     * {@code init}, {@code nullRead}, as in the format op-history/1. Empty if the history suits no model.
     */
    default Map<String, Object> historyMeta() {
        return Map.of();
    }

    /** What a run is like when the user does not say. */
    default Defaults defaults() {
        return Defaults.of(system());
    }

    /**
     * Looks at options before anything is touched.
     *
     * @param options every option of {@link #options} with its value
     * @throws IllegalArgumentException if a value cannot be understood; the message names all of them
     */
    default void check(Map<String, String> options) {}

    /**
     * Whether this workload judges a system that was started and did not become ready in time, too: then its load begins
     * all the same, after {@link Load#setUpUnready}, and the history says so.
     */
    default boolean judgesUnready() {
        return false;
    }

    /** Prepares one run. Touches no node. */
    Load prepare(Settings settings);

    /**
     * What a run is like when the user does not say. Immutable.
     *
     * @param system the system under test with settings, as {@code --system} has it
     * @param timeLimit how long load and faults last
     * @param nemesisInterval how long a fault stays
     * @param rate operations per second over all threads; 0 for as fast as clients answer, or as the workload paces itself
     * @param concurrency number of client threads, or a multiple of the number of nodes such as {@code 2n}
     */
    record Defaults(String system, Duration timeLimit, Duration nemesisInterval, double rate, String concurrency) {

        public Defaults {
            Objects.requireNonNull(system, "system is null");
            Objects.requireNonNull(timeLimit, "timeLimit is null");
            Objects.requireNonNull(nemesisInterval, "nemesisInterval is null");
            Objects.requireNonNull(concurrency, "concurrency is null");
        }

        /** One minute at 100 operations per second from two threads for each node, faults of 10 s, on {@code system}. */
        public static Defaults of(String system) {
            return new Defaults(system, Duration.ofMinutes(1), Duration.ofSeconds(10), 100, "2n");
        }
    }

    /**
     * One accepted option.
     *
     * @param key its name
     * @param defaultValue its value when not given
     * @param values the values accepted; empty when any that {@link #prepare} can parse is
     * @param description one sentence, with unit and range
     */
    record Option(String key, String defaultValue, List<String> values, String description) {
        public Option {
            values = List.copyOf(values);
        }
    }

    /**
     * The fixed facts of one run.
     *
     * @param threads number of client threads; thread i talks to node i modulo the number of nodes
     * @param nodeNames the nodes' names, in order
     * @param addresses the nodes' addresses by name
     * @param clientPort the TCP port at which every node serves clients; empty if the system does not say
     * @param rate operations per second over all threads; 0 for as fast as clients answer
     * @param timeLimit how long load and faults last
     * @param recoveryBound how long the system may take to recover once all faults are healed
     * @param seed the workload's own sub-seed
     * @param options every option of {@link #options} with its value
     * @param deployment the running system and its nodes, for workloads that need more of them than an address; empty where
     *     there are none, as in a simulation
     */
    record Settings(
            int threads,
            List<String> nodeNames,
            Map<String, String> addresses,
            OptionalInt clientPort,
            double rate,
            Duration timeLimit,
            Duration recoveryBound,
            long seed,
            Map<String, String> options,
            Optional<Deployment> deployment) {
        public Settings {
            nodeNames = List.copyOf(nodeNames);
            addresses = Map.copyOf(addresses);
            options = Map.copyOf(options);
            Objects.requireNonNull(clientPort, "clientPort is null");
            Objects.requireNonNull(deployment, "deployment is null");
        }
    }

    /**
     * A running system and where it runs.
     *
     * @param system what runs
     * @param nodes its nodes, connected; not to be closed by a workload
     * @param clock nanoseconds since the run began, the time that events of the history have; runs once the load begins
     */
    record Deployment(SystemUnderTest system, Nodes nodes, LongSupplier clock) {
        public Deployment {
            Objects.requireNonNull(system, "system is null");
            Objects.requireNonNull(nodes, "nodes is null");
            Objects.requireNonNull(clock, "clock is null");
        }
    }

    /** One run's operations, clients, checkers and the evidence they need. */
    interface Load {

        /** Opens clients. */
        Client.Factory clients();

        /** Runs once before the load, faults not yet active: creates what the operations need. Throws if it cannot. */
        void setUp() throws Exception;

        /**
         * Runs instead of {@link #setUp} if the system did not become ready: only for workloads that judge that, see
         * {@link Workload#judgesUnready}.
         *
         * @param lacks what the system lacks, in words
         */
        default void setUpUnready(String lacks) throws Exception {
            setUp();
        }

        /**
         * Removes what {@link #setUp} made and the system does not remove itself; idempotent, called after the last
         * operation, also when the set-up failed. What it throws is reported and changes no verdict.
         */
        default void tearDown() throws Exception {}

        /** The operations while faults come and go; the scheduler cuts it off at the time limit. */
        Generator generator();

        /** The operations after all faults are healed and the system had its recovery bound: final reads. */
        Generator finalGenerator();

        /**
         * The operations whose success shows that the whole system serves again; the time from a fault's heal to the first
         * of them is its recovery. Empty if threads talk to one node each: then it has recovered when one operation has
         * succeeded through every node.
         */
        default Optional<Predicate<Op>> servesAgain() {
            return Optional.empty();
        }

        /** What judges the history. */
        List<Checker> checkers();

        /**
         * What judges the run while it goes on, from its events; new ones for each call, which comes after {@link #setUp}.
         * By default what {@link #checkers} can see before the end.
         */
        default List<OnlineChecker> onlineCheckers() {
            return OnlineCheckers.of(checkers());
        }

        /**
         * The situations worth counting in the finished history, such as a write that was in flight when the leader was cut
         * off. What there is too little of makes a valid verdict unknown.
         */
        default List<Situation> situations() {
            return List.of();
        }

        /** The evidence that {@code history} lacks for a valid verdict to mean something, in words; else empty. */
        Optional<String> missingEvidence(History history);
    }
}
