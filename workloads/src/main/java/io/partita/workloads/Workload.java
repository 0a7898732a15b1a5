package io.partita.workloads;

import io.partita.checker.Checker;
import io.partita.checker.history.History;
import io.partita.workloads.client.Client;
import io.partita.workloads.generator.Generator;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;

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

    /** Prepares one run. Touches no node. */
    Load prepare(Settings settings);

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
            Map<String, String> options) {
        public Settings {
            nodeNames = List.copyOf(nodeNames);
            addresses = Map.copyOf(addresses);
            options = Map.copyOf(options);
            Objects.requireNonNull(clientPort, "clientPort is null");
        }
    }

    /** One run's operations, clients, checkers and the evidence they need. */
    interface Load {

        /** Opens clients. */
        Client.Factory clients();

        /** Runs once before the load, faults not yet active: creates what the operations need. Throws if it cannot. */
        void setUp() throws Exception;

        /** The operations while faults come and go; the scheduler cuts it off at the time limit. */
        Generator generator();

        /** The operations after all faults are healed and the system had its recovery bound: final reads. */
        Generator finalGenerator();

        /** What judges the history. */
        List<Checker> checkers();

        /** The evidence that {@code history} lacks for a valid verdict to mean something, in words; else empty. */
        Optional<String> missingEvidence(History history);
    }
}
