package io.partita.workloads.mesos.nodes;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Understands what ledger.sh prints. Pure. */
final class LedgerLines {

    private static final int WORDS = 11;

    private LedgerLines() {}

    /** Finds the clock of a node. */
    @FunctionalInterface
    interface Clocks {

        /** That of the boot {@code bootId}, read nearest to {@code uptime} nanoseconds; empty if there is none. */
        Optional<NodeClock> at(String bootId, long uptime);
    }

    static TaskLedger.OnNode parse(String node, String printed, Clocks clocks) {
        List<LedgerEntry> entries = new ArrayList<>();
        int spoilt = 0;
        int unplaced = 0;
        for (String line : printed.lines().toList()) {
            String[] words = line.split(" ");
            if (words.length == 2 && words[0].equals("spoilt") && words[1].matches("\\d{1,9}")) {
                spoilt += Integer.parseInt(words[1]);
            } else if (!isProcess(words)) {
                spoilt++;
            } else {
                Optional<LedgerEntry> entry =
                        clocks.at(words[3], Uptime.nanos(words[8])).map(clock -> entry(node, words, clock));
                entry.ifPresent(entries::add);
                unplaced += entry.isPresent() ? 0 : 1;
            }
        }
        return new TaskLedger.OnNode(entries, spoilt, unplaced);
    }

    private static boolean isProcess(String[] words) {
        return words.length == WORDS
                && words[0].equals("process")
                && words[2].matches("\\d{1,10}")
                && words[6].matches("-|\\d{1,5}")
                && Uptime.isOne(words[7])
                && Uptime.isOne(words[8])
                && (words[9].equals("-") || Uptime.isOne(words[9]))
                && words[10].matches("-|[A-Z]+|\\d{1,3}");
    }

    private static LedgerEntry entry(String node, String[] words, NodeClock clock) {
        long start = Uptime.nanos(words[7]);
        long last = Uptime.nanos(words[8]);
        return new LedgerEntry(
                words[1],
                given(words[4]),
                given(words[5]),
                node,
                words[6].equals("-") ? OptionalInt.empty() : OptionalInt.of(Integer.parseInt(words[6])),
                Long.parseLong(words[2]),
                clock.toRun(start),
                clock.toRun(last),
                words[9].equals("-")
                        ? Optional.empty()
                        : Optional.of(new LedgerEntry.End(clock.toRun(Uptime.nanos(words[9])), words[10])),
                Math.max(clock.errorAt(start), clock.errorAt(last)) + Uptime.ERROR_NS);
    }

    private static String given(String word) {
        return word.equals("-") ? "" : word;
    }
}
