package io.partita.checker.linearizability;

import io.partita.checker.Budget;
import io.partita.checker.history.History;
import io.partita.checker.internal.monitor.Monitor;
import io.partita.checker.internal.monitor.Monitors;
import io.partita.checker.internal.parts.Account;
import io.partita.checker.internal.parts.Part;
import io.partita.checker.internal.parts.Parts;
import io.partita.checker.internal.parts.Resources;
import io.partita.checker.internal.search.Search;
import io.partita.checker.model.Model;
import java.util.Optional;

/**
 * What the search and the monitors say of one history, each by itself.
 *
 * @param applied whether there was a monitor for every part
 */
record MonitorVerdicts(boolean searched, boolean monitored, boolean applied) {

    static MonitorVerdicts of(Model<?> model, History history) throws Exception {
        boolean searched = true;
        boolean monitored = true;
        boolean applied = true;
        for (Part part : Parts.of(model, history)) {
            Optional<Monitor> monitor = Monitors.of(model, part);
            searched &= search(model, part);
            applied &= monitor.isPresent();
            monitored &= monitor.isEmpty() || monitor.get().linearizable();
        }
        return new MonitorVerdicts(searched, monitored, applied);
    }

    private static <S> boolean search(Model<S> model, Part part) throws Exception {
        try (Account account = new Account(new Resources(Budget.DEFAULT))) {
            return new Search<>(part, model, account).linearizable();
        }
    }
}
