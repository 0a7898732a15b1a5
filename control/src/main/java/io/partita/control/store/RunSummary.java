package io.partita.control.store;

import io.partita.checker.CheckResult;
import io.partita.checker.Verdict;
import io.partita.nemesis.FaultRecord;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/**
 * What a run came to: the content of {@code results.json}. Immutable.
 *
 * @param schemaVersion version of this format
 * @param verdict the worst of the checkers' verdicts and of the evidence
 * @param reason one sentence for people
 * @param startedAt the instant the run began, ISO 8601 in UTC
 * @param seed the run's seed
 * @param workload the workload's name
 * @param nemesis the nemeses' names, joined by commas; {@code none} without
 * @param system the system under test and its version, such as {@code zookeeper 3.9.5}
 * @param nodes the nodes' names, in order
 * @param concurrency number of client threads; a process talks to node (process mod concurrency) mod number of nodes
 * @param durationMs from the start of the load to the last completion
 * @param operations counts by outcome: {@code ok}, {@code fail}, {@code info}
 * @param faults every injection with its proofs
 * @param checkers results by checker name, in the order to show them
 * @param recovery milliseconds from each fault's heal to the first success on every node, by fault id; -1 for never
 * @param evidence what was required for a valid verdict: statement to whether it was met
 * @param situations how often what was to be counted came up, by its name
 * @param report path of the run's page
 * @param command the command line that repeats the run
 */
public record RunSummary(
        int schemaVersion,
        Verdict verdict,
        String reason,
        String startedAt,
        long seed,
        String workload,
        String nemesis,
        String system,
        List<String> nodes,
        int concurrency,
        long durationMs,
        Map<String, Long> operations,
        List<FaultRecord> faults,
        Map<String, CheckResult> checkers,
        Map<String, Long> recovery,
        Map<String, Boolean> evidence,
        Map<String, Long> situations,
        String report,
        String command) {

    /** The version that this code writes. */
    public static final int SCHEMA_VERSION = 1;

    public RunSummary {
        Objects.requireNonNull(verdict, "verdict is null");
        nodes = List.copyOf(nodes);
        operations = Collections.unmodifiableMap(new LinkedHashMap<>(operations));
        faults = List.copyOf(faults);
        checkers = Collections.unmodifiableMap(new LinkedHashMap<>(checkers));
        recovery = Collections.unmodifiableMap(new LinkedHashMap<>(recovery));
        evidence = Collections.unmodifiableMap(new LinkedHashMap<>(evidence));
        situations = Collections.unmodifiableMap(new LinkedHashMap<>(situations));
    }

    /** A run in which nothing was counted. */
    public RunSummary(
            int schemaVersion,
            Verdict verdict,
            String reason,
            String startedAt,
            long seed,
            String workload,
            String nemesis,
            String system,
            List<String> nodes,
            int concurrency,
            long durationMs,
            Map<String, Long> operations,
            List<FaultRecord> faults,
            Map<String, CheckResult> checkers,
            Map<String, Long> recovery,
            Map<String, Boolean> evidence,
            String report,
            String command) {
        this(
                schemaVersion,
                verdict,
                reason,
                startedAt,
                seed,
                workload,
                nemesis,
                system,
                nodes,
                concurrency,
                durationMs,
                operations,
                faults,
                checkers,
                recovery,
                evidence,
                Map.of(),
                report,
                command);
    }

    /** Whether the reason has this text in it, in whatever case: then it need not be said twice. */
    public boolean reasonSays(String text) {
        return reason != null && reason.toLowerCase(Locale.ROOT).contains(text.toLowerCase(Locale.ROOT));
    }
}
