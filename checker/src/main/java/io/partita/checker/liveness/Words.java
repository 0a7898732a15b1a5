package io.partita.checker.liveness;

import io.partita.checker.CheckResult.Anomaly;
import io.partita.checker.history.History;
import io.partita.checker.liveness.Judgement.State;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What is said of judgements. */
final class Words {

    /** More kinds than this don't fit into a sentence. */
    private static final int KINDS_SHOWN = 4;

    private Words() {}

    /** A missed obligation as an anomaly that became certain with the first event after its deadline. */
    static Anomaly anomaly(Judgement missed, History history) {
        Obligation obligation = missed.obligation();
        List<Long> related = Stream.of(obligation.since(), obligation.met(), obligation.cancelled())
                .filter(moment -> moment != null && moment.index() < history.size())
                .map(moment -> (long) moment.index())
                .distinct()
                .sorted()
                .toList();
        return new Anomaly(
                headline(missed), null, firstAfter(missed.deadline(), obligation, history), related, missed.json());
    }

    static String headline(Judgement missed) {
        Obligation obligation = missed.obligation();
        StringBuilder text = new StringBuilder(obligation.unmet())
                .append(" within ")
                .append(Nanos.words(missed.allowed()))
                .append(" of running time from ")
                .append(Nanos.moment(obligation.since().time()))
                .append(" on (")
                .append(Nanos.words(missed.life().length()))
                .append(missed.isEverMet() ? " passed until it was" : " passed");
        if (missed.suspended() > 0) {
            text.append(", ")
                    .append(Nanos.words(missed.suspended()))
                    .append(" of them suspended: ")
                    .append(String.join(", ", missed.causes()));
        }
        return text.append(')').toString();
    }

    /** The index of the first event later than {@code deadline}; there is one, because the obligation is missed. */
    private static long firstAfter(long deadline, Obligation obligation, History history) {
        int low = obligation.since().index();
        int high = history.size() - 1;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (history.time(middle) > deadline) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low;
    }

    static String missed(List<Judgement> missed, long judged) {
        return missed.size() + " of " + count(judged, "obligation") + (missed.size() == 1 ? " was" : " were")
                + " missed: " + headline(missed.get(0))
                + (missed.size() == 1 ? "" : ", and " + (missed.size() - 1) + " more");
    }

    static String nothingJudged(List<Judgement> all) {
        if (all.isEmpty()) {
            return "nothing in the history obliged the system to anything: there was nothing to judge";
        }
        return "none of " + count(all.size(), "obligation") + " could be judged"
                + undecided(all).map(words -> ": " + words).collect(Collectors.joining());
    }

    static String kindsMissing(List<String> kinds) {
        return "no obligation of the kind " + String.join(", ", kinds) + " could be judged";
    }

    static String met(List<Judgement> all, Map<String, List<Judgement>> kinds, long interval) {
        long met = all.stream().filter(judgement -> judgement.is(State.MET)).count();
        String times = kinds.entrySet().stream()
                .filter(kind -> kind.getValue().stream().anyMatch(Judgement::isEverMet))
                .limit(KINDS_SHOWN)
                .map(kind -> times(kind.getKey(), kind.getValue()))
                .collect(Collectors.joining("; "));
        return met + " of " + count(met, "obligation") + (met == 1 ? " was met" : " were met")
                + undecided(all).map(words -> " (" + words + ")").collect(Collectors.joining()) + ": " + times
                + (interval == 0
                        ? ""
                        : "; bounds and times include up to " + Nanos.words(interval) + " between observations");
    }

    /** {@code 2 were still open when the history ended, 1 was cancelled}, or nothing. */
    private static Stream<String> undecided(List<Judgement> all) {
        long open = all.stream().filter(judgement -> judgement.is(State.OPEN)).count();
        long cancelled =
                all.stream().filter(judgement -> judgement.is(State.CANCELLED)).count();
        String words = Stream.of(
                        open == 0 ? "" : open + (open == 1 ? " was" : " were") + " still open when the history ended",
                        cancelled == 0 ? "" : cancelled + (cancelled == 1 ? " was" : " were") + " cancelled")
                .filter(part -> !part.isEmpty())
                .collect(Collectors.joining(", "));
        return words.isEmpty() ? Stream.empty() : Stream.of(words);
    }

    private static String times(String kind, List<Judgement> judgements) {
        Sample passed = new Sample();
        long running = 0;
        long suspended = 0;
        for (Judgement judgement : judgements) {
            if (judgement.isEverMet()) {
                passed.add(judgement.life().length());
                running = Math.max(running, judgement.running());
                suspended = Math.max(suspended, judgement.suspended());
            }
        }
        return kind + " in " + Nanos.words(passed.median()) + " at the median, " + Nanos.words(passed.worst())
                + " at worst" + (suspended == 0 ? "" : " (running time: " + Nanos.words(running) + " at worst)");
    }

    private static String count(long number, String noun) {
        return number + " " + noun + (number == 1 ? "" : "s");
    }
}
