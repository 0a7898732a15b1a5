package io.partita.checker.internal.explain;

import io.partita.checker.LinearizabilityResult.Hardest;
import io.partita.checker.LinearizabilityResult.Unknown;
import io.partita.checker.history.History;
import io.partita.checker.internal.parts.Part;
import io.partita.checker.internal.parts.Resources.Exhausted;
import io.partita.checker.model.Model;
import io.partita.checker.model.Operation;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Says why a part was not decided, and what would help: chosen by what there was much of. */
public final class Hardship {

    /** Models that need no search when nothing is written, added or enqueued twice. */
    private static final Set<String> EASY_WHEN_UNIQUE =
            Set.of("register", "cas-register", "kv", "queue", "unordered-queue", "priority-queue", "stack");

    private static final int MANY_OPEN = 8;
    private static final int MANY_CRASHED = 5;
    private static final int MANY_OPERATIONS = 1_000;

    private final History history;
    private final Model<?> model;
    private final Part part;
    private final Exhausted what;
    private final long memoryBytes;

    /** @param memoryBytes the most that the check held at a time */
    public Hardship(History history, Model<?> model, Part part, Exhausted what, long memoryBytes) {
        this.history = history;
        this.model = model;
        this.part = part;
        this.what = what;
        this.memoryBytes = memoryBytes;
    }

    /** The budget was gone when the part's turn came. */
    public Unknown beforeSearch() {
        return new Unknown(
                ended() + " before the search began: " + raise(),
                budget(),
                0,
                memoryBytes,
                0,
                completed(),
                Optional.empty(),
                List.of(raise()));
    }

    /**
     * The budget ended during the search.
     *
     * @param stuck the first operation in the order of returns that the best order does not explain
     */
    public Unknown inSearch(long configurations, int explained, int stuck) {
        Hardest hardest = hardest(stuck);
        List<String> advice = advice(hardest);
        String sentence = String.format(
                Locale.ROOT,
                "%s after %,d configurations, with %,d of %,d completed operations explained: %s",
                ended(),
                configurations,
                explained,
                completed(),
                String.join("; or ", advice));
        return new Unknown(
                sentence, budget(), configurations, memoryBytes, explained, completed(), Optional.of(hardest), advice);
    }

    private Hardest hardest(int stuck) {
        int moment = part.returns()[stuck];
        Map<String, Integer> open = new TreeMap<>();
        Map<String, Integer> crashed = new TreeMap<>();
        TreeSet<Integer> processes = new TreeSet<>();
        for (int i = 0; i < part.size() && part.invocations()[i] < moment; i++) {
            if (part.crashed(i)) {
                crashed.merge(part.operations().get(i).f(), 1, Integer::sum);
                processes.add(history.process(part.invocations()[i]));
            } else if (part.returns()[i] >= moment) {
                open.merge(part.operations().get(i).f(), 1, Integer::sum);
            }
        }
        return new Hardest(moment, open, crashed, new ArrayList<>(processes));
    }

    private List<String> advice(Hardest hardest) {
        List<String> advice = new ArrayList<>();
        int[] repeats = repeats();
        if (EASY_WHEN_UNIQUE.contains(model.name()) && repeats[0] > 0) {
            advice.add(String.format(
                    Locale.ROOT,
                    "use every value only once, then no search is needed (here %,d of %,d were used before)",
                    repeats[0],
                    repeats[1]));
        }
        if (hardest.crashes() >= MANY_CRASHED) {
            advice.add(String.format(
                    Locale.ROOT,
                    "have fewer operations of unknown outcome, such as by longer client timeouts (here %,d)",
                    hardest.crashes()));
        }
        if (hardest.opened() >= MANY_OPEN) {
            advice.add("let fewer clients act on a key at a time (here " + hardest.opened() + ")");
        }
        if (part.size() >= MANY_OPERATIONS) {
            advice.add(
                    String.format(Locale.ROOT, "spread the operations over more keys (here %,d on one)", part.total()));
        }
        advice.add(raise());
        return advice;
    }

    /** How many operations with a value repeat the value of an earlier one, and how many there are. */
    private int[] repeats() {
        Set<Object> values = new HashSet<>();
        int repeated = 0;
        int all = 0;
        for (Operation op : part.operations()) {
            if (op.input() != null && !model.isReadOnly(op)) {
                Object left = op.f().equals("cas") && op.input() instanceof List<?> pair ? pair.get(1) : op.input();
                all++;
                repeated += values.add(left) ? 0 : 1;
            }
        }
        return new int[] {repeated, all};
    }

    private int completed() {
        int completed = 0;
        for (int i = 0; i < part.size(); i++) {
            completed += part.crashed(i) ? 0 : 1;
        }
        return completed;
    }

    private String budget() {
        return what == Exhausted.TIME ? "time" : "memory";
    }

    private String ended() {
        return what == Exhausted.TIME ? "the time budget ended" : "the memory budget was full";
    }

    private String raise() {
        return "raise --" + budget() + "-budget";
    }
}
