package io.partita.control.run;

import io.partita.checker.Checker;
import io.partita.checker.history.History;
import io.partita.checker.history.OpType;
import io.partita.checker.liveness.Liveness;
import io.partita.checker.liveness.Moment;
import io.partita.checker.liveness.Obligation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A judge of deadlines with much to do: every acknowledged write is owed a read within ten minutes. */
final class Deadlines {

    private Deadlines() {}

    static Checker checker() {
        return Liveness.checker("deadlines")
                .obligations(Deadlines::owed)
                .online()
                .build();
    }

    private static List<Obligation> owed(History history) {
        List<Obligation> owed = new ArrayList<>();
        List<Moment> open = new ArrayList<>();
        for (int i = 0; i < history.size(); i++) {
            Moment now = Moment.of(history, i);
            if (history.type(i) == OpType.OK && history.f(i).equals("write")) {
                open.add(now);
            } else if (history.type(i) == OpType.OK) {
                open.forEach(since -> owed.add(read(since).metAt(now)));
                open.clear();
            }
        }
        open.forEach(since -> owed.add(read(since)));
        return owed;
    }

    private static Obligation read(Moment since) {
        return Obligation.of("read", "register", "nobody read it", since, Duration.ofMinutes(10));
    }
}
