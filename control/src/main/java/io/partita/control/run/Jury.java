package io.partita.control.run;

import io.partita.checker.history.Op;
import io.partita.checker.online.OnlineChecker;
import io.partita.checker.online.OnlineChecker.Violation;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/**
 * Judges a run while it goes on, and reports the first violation. Its silence says nothing: the history is judged
 * afterwards in any case. A judge that fails is dismissed.
 */
final class Jury implements RunWatch.Observer {

    private static final Logger LOG = LogManager.getLogger(Jury.class);

    private final List<OnlineChecker> judges;
    private final Consumer<Violation> found;
    private final Consumer<String> told;
    private final Set<String> givenUp = new HashSet<>();
    private boolean decided;

    /**
     * @param found told of the first violation, once
     * @param told told why somebody judges no more
     */
    Jury(List<OnlineChecker> judges, Consumer<Violation> found, Consumer<String> told) {
        this.judges = new ArrayList<>(judges);
        this.found = found;
        this.told = told;
    }

    private interface Look {
        Optional<Violation> at(OnlineChecker judge) throws InterruptedException;
    }

    @Override
    public void take(Op event) {
        try {
            ask(judge -> judge.take(event));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void pause() throws InterruptedException {
        ask(OnlineChecker::lookBack);
        if (decided) {
            return;
        }
        for (OnlineChecker judge : judges) {
            judge.gaveUp().ifPresent(why -> {
                if (givenUp.add(judge.name())) {
                    told.accept("not all of " + judge.name() + " is judged while the run goes on: " + why);
                }
            });
        }
    }

    private void ask(Look look) throws InterruptedException {
        for (int i = 0; i < judges.size() && !decided; i++) {
            OnlineChecker judge = judges.get(i);
            try {
                Optional<Violation> violation = look.at(judge);
                if (violation.isPresent()) {
                    decided = true;
                    found.accept(violation.get());
                }
            } catch (RuntimeException | StackOverflowError e) {
                LOG.warn("judging {} while the run goes on", judge.name(), e);
                told.accept(judge.name() + " is judged at the end only: " + Errors.brief(e));
                judges.remove(i--);
            }
        }
    }

    @Override
    public void leftBehind() {
        if (!decided && !judges.isEmpty()) {
            told.accept("the run is faster than it can be judged while it goes on: it is judged at the end only");
        }
    }
}
