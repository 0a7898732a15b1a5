package io.partita.control.store;

import io.partita.checker.Verdict;
import java.util.Objects;

/**
 * What a list of runs shows of one run: the figures at the head of its {@code results.json}. Immutable.
 *
 * @param verdict what was concluded
 * @param reason why, in one sentence
 * @param startedAt the instant the run began, ISO 8601 in UTC
 * @param seed the run's seed
 * @param workload the workload's name
 * @param nemesis the nemeses as they were asked for
 * @param system the system under test and its version
 * @param durationMs from the start of the load to the last completion
 * @param operations how many operations there were, however they ended
 * @param faults how many faults were injected
 * @param provenFaults how many of them were proven active
 */
public record RunHead(
        Verdict verdict,
        String reason,
        String startedAt,
        long seed,
        String workload,
        String nemesis,
        String system,
        long durationMs,
        long operations,
        int faults,
        int provenFaults) {

    public RunHead {
        Objects.requireNonNull(verdict, "verdict is null");
        Objects.requireNonNull(workload, "workload is null");
        Objects.requireNonNull(nemesis, "nemesis is null");
    }
}
