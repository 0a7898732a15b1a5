package io.partita.checker.internal.checks;

import io.partita.checker.Checker;
import io.partita.checker.Checkers.RegisterAssumption;
import io.partita.checker.Models;
import io.partita.checker.Spelling;
import io.partita.checker.history.JsonValues;
import io.partita.checker.internal.transactions.ConsistencyModel;
import io.partita.checker.internal.transactions.TransactionChecker;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** The checkers that need no more than a name and a few words: {@code bank:total=100:negative=allowed}. */
public final class NamedCheckers {

    private static final String MODELS = "the consistency model to judge by: "
            + String.join(", ", ConsistencyModel.labels()) + "; default strict-serializable";
    private static final Map<String, Kind> KINDS = new LinkedHashMap<>();

    /** @param options by name, what they mean */
    private record Kind(String description, Map<String, String> options, Function<CheckerOptions, Checker> maker) {}

    static {
        add("set", "adds and a final read: lost, unexpected, duplicated, recovered", options -> set());
        add(
                "set-full",
                "the life of every element: lost, stale, never read, with latencies",
                options -> setFull(options.flag("linearizable", "true", "false")),
                "linearizable=true",
                "a stale element is a violation");
        add(
                "queue",
                "what goes in comes out once, in any order: lost, duplicated, unexpected",
                options -> queue(options.flag("duplicates", "allowed", "forbidden")),
                "duplicates=allowed",
                "delivery at least once is enough");
        add("unique-ids", "no id is generated twice", options -> uniqueIds());
        add(
                "counter",
                "every read lies between what was acknowledged and what was attempted",
                options -> counter("counter", options.whole("initial", 0L)),
                "initial=N",
                "what the counter starts from; default 0");
        add(
                "lock",
                "no two processes hold the lock together; fencing tokens grow",
                options -> lock(options.flag("reentrant", "true", "false"), options.flag("leases", "true", "false")),
                "reentrant=true",
                "a holder may acquire again",
                "leases=true",
                "a lock may expire: tokens alone decide");
        add(
                "monotonic",
                "no process reads less than it has read before",
                options -> monotonic(options.flag("scope", "all", "process")),
                "scope=all",
                "no read shows less than one that had ended before, by whomever");
        add(
                "session",
                "no process goes back behind what it has read or written: registers with unique writes",
                options -> session(options.value("initial")),
                "initial=V",
                "what the register starts from, as JSON; default null");
        add(
                "bank",
                "every read shows the same accounts and total, nothing below zero",
                options -> bank(options.whole("total", null), options.flag("negative", "allowed", "forbidden")),
                "total=N",
                "what all balances add up to; default: as in the first read",
                "negative=allowed",
                "balances may be below zero");
        add(
                "list-append",
                "transactions that append to lists and read them: dependency cycles and what they rule out",
                options -> TransactionChecker.listAppend(consistencyModel(options)),
                "model=NAME",
                MODELS);
        add(
                "rw-register",
                "transactions that write and read registers, every value once; finds less than list-append",
                NamedCheckers::readWriteRegister,
                "model=NAME",
                MODELS,
                "keys=KIND",
                "sequential or linearizable: what single registers are known to be");
        add(
                "log-file-pattern",
                "no line of the nodes' logs beside the history matches; give it last",
                options -> new LogFilePattern(options.pattern("pattern"), options.directory()),
                "pattern=REGEX",
                "what must not be there; the rest of the text, commas and colons included");
        add("unhandled-errors", "error texts by frequency; never invalid", options -> unhandledErrors());
        add(
                "stats",
                "outcomes and latencies by function, the longest time without success",
                options -> new StatsChecker());
    }

    private NamedCheckers() {}

    private static ConsistencyModel consistencyModel(CheckerOptions options) {
        return ConsistencyModel.named(options.text("model", ConsistencyModel.STRICT_SERIALIZABLE.label()));
    }

    private static Checker readWriteRegister(CheckerOptions options) {
        String keys = options.text("keys", "");
        Set<RegisterAssumption> assumptions = switch (keys) {
            case "" -> Set.of();
            case "sequential" -> Set.of(RegisterAssumption.SEQUENTIAL_KEYS);
            case "linearizable" -> Set.of(RegisterAssumption.LINEARIZABLE_KEYS);
            default ->
                throw new IllegalArgumentException(
                        "rw-register: keys is " + keys + ", expected sequential or linearizable");
        };
        return TransactionChecker.readWriteRegister(consistencyModel(options), assumptions);
    }

    private static void add(
            String name, String description, Function<CheckerOptions, Checker> maker, String... options) {
        Map<String, String> meanings = new LinkedHashMap<>();
        for (int i = 0; i < options.length; i += 2) {
            meanings.put(options[i], options[i + 1]);
        }
        KINDS.put(name, new Kind(description, meanings, maker));
    }

    public static Checker set() {
        return new PerKey(new SetChecker(), Set.of("add", "read", "remove"));
    }

    public static Checker setFull(boolean linearizable) {
        return new PerKey(new SetFullChecker(linearizable), Set.of("add", "read", "remove"));
    }

    public static Checker queue(boolean duplicatesAllowed) {
        return new PerKey(new QueueChecker(duplicatesAllowed), Set.of("enqueue", "dequeue", "drain"));
    }

    public static Checker uniqueIds() {
        return new UniqueIdsChecker();
    }

    public static Checker counter(String name, long initial) {
        return new PerKey(new CounterChecker(name, initial), Set.of("add", "increment", "decrement", "read"));
    }

    public static Checker lock(boolean reentrant, boolean leases) {
        if (reentrant && leases) {
            throw new IllegalArgumentException("lock: reentrant and leases exclude each other");
        }
        LockChecker.Promise promise = reentrant
                ? LockChecker.Promise.REENTRANT
                : leases ? LockChecker.Promise.LEASED : LockChecker.Promise.STRICT;
        return new PerKey(new LockChecker(promise), Set.of("acquire", "release"));
    }

    public static Checker monotonic(boolean acrossProcesses) {
        return new PerKey(new MonotonicChecker(acrossProcesses), Set.of("read"));
    }

    public static Checker session(Object initial) {
        return new PerKey(new SessionChecker(JsonValues.canonical(initial)), Set.of("read", "write", "cas"));
    }

    public static Checker bank(Long total, boolean negativeAllowed) {
        return new PerKey(new BankChecker(total, negativeAllowed), Set.of("read", "transfer"));
    }

    public static Checker logFilePattern(Pattern pattern, Path directory) {
        return new LogFilePattern(pattern, directory);
    }

    public static Checker unhandledErrors() {
        return new UnhandledErrors();
    }

    public static Checker perKey(Checker checker) {
        return new PerKey(checker, Set.of());
    }

    public static Checker compose(String name, List<Checker> checkers) {
        return new Composed(name, checkers);
    }

    /** All names, in the order to list them. */
    public static List<String> names() {
        return List.copyOf(KINDS.keySet());
    }

    public static String describe(String name) {
        return kind(name).description;
    }

    /** The options of a checker with what they mean. */
    public static Map<String, String> options(String name) {
        return kind(name).options;
    }

    /**
     * The checker of {@code text}: its name, then options, each after a colon.
     *
     * @param directory where checkers look that need more than the history
     * @throws IllegalArgumentException if there is none, or an option is wrong; the message says what is right
     */
    public static Checker named(String text, Path directory) {
        String name = text.split(":", 2)[0].strip();
        Kind kind = kind(name);
        CheckerOptions options = CheckerOptions.parse(text, directory, kind.options.keySet());
        try {
            return kind.maker.apply(options);
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException(name + ": the pattern is no regular expression: " + e.getMessage(), e);
        }
    }

    private static Kind kind(String name) {
        Kind kind = KINDS.get(name);
        if (kind == null) {
            throw new IllegalArgumentException("unknown checker \"" + name + "\""
                    + Spelling.closest(name, names())
                            .map(close -> ": did you mean " + close + "?")
                            .orElse(Models.names().contains(name) ? ": that is a model, --model " + name : "")
                    + " (checkers: " + String.join(", ", names()) + ")");
        }
        return kind;
    }
}
