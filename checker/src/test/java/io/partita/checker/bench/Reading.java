package io.partita.checker.bench;

/**
 * What was seen of one check; times are per run.
 *
 * @param verdict valid, invalid or unknown; or {@code stopped} by the limit of processor time, {@code memory} when the
 *     heap was full, {@code error}
 * @param gcMillis wall-clock time of collections, which is processor time with the serial collector
 * @param checkMegabytes the most that the check itself held, by its own account
 * @param heapMegabytes the most that the heap held, garbage and history included
 * @param processMegabytes the most that the virtual machine held resident since its start, or 0 if the system does not
 *     tell
 * @param note why there is no verdict
 */
record Reading(
        String verdict,
        double wallMillis,
        double cpuMillis,
        double gcMillis,
        double checkMegabytes,
        double heapMegabytes,
        double processMegabytes,
        long configurations,
        String note) {

    boolean decided() {
        return verdict.equals("valid") || verdict.equals("invalid");
    }
}
