package io.partita.checker.online;

import io.partita.checker.CheckResult.Anomaly;
import io.partita.checker.Checker;
import io.partita.checker.history.History;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Judges for a run that goes on. */
public final class OnlineCheckers {

    private OnlineCheckers() {}

    /**
     * New judges of one run, from those of {@code checkers} that can tell anything before its end. Those that judge
     * beginnings share one copy of the history.
     */
    public static List<OnlineChecker> of(List<Checker> checkers) {
        List<OnlineChecker> judges = new ArrayList<>();
        List<Checker> ofBeginnings = new ArrayList<>();
        for (Checker checker : checkers) {
            if (checker instanceof JudgesOnline capable) {
                capable.online().ifPresent(judge -> {
                    if (judge instanceof Beginnings beginnings) {
                        ofBeginnings.addAll(beginnings.checkers());
                    } else {
                        judges.add(judge);
                    }
                });
            }
        }
        if (!ofBeginnings.isEmpty()) {
            judges.add(new Beginnings(ofBeginnings, System::nanoTime));
        }
        return List.copyOf(judges);
    }

    /**
     * A judge that lets {@code checker} judge what there is of the history, again and again, at most a tenth of the time.
     *
     * @param checker one whose accusations stand: what it calls invalid in a beginning of a history, it calls invalid in
     *     every continuation
     */
    public static OnlineChecker ofBeginnings(Checker checker) {
        return new Beginnings(List.of(checker), System::nanoTime);
    }

    /**
     * A judge that looks for {@code certain} in what there is of the history, again and again, at most a tenth of the time:
     * for a checker that may take back some of what it says of a beginning.
     *
     * @param name that checker's name
     * @param certain a beginning of a history → what is wrong in it and in every continuation, the worst first
     */
    public static OnlineChecker ofBeginnings(String name, Function<History, List<Anomaly>> certain) {
        return ofBeginnings(new Certain(name, certain));
    }
}
