package io.partita.checker.liveness;

import io.partita.checker.CheckResult.Anomaly;
import io.partita.checker.Checker;
import io.partita.checker.history.History;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * Builds a checker that judges whether a system did what it owed in time. Not thread-safe; the checker that it builds
 * is, and is a pure function of the history as long as the functions given here are.
 *
 * <p><b>Obligations.</b> A system owes something from an event on that leaves no doubt, and by a bound that its own
 * settings promise. Obligations are derived from the history, and so are the moments at which they were met.
 *
 * <p><b>The clock.</b> A promise of nine seconds says nothing about a network that is cut for a minute. So a kind of
 * obligations has rules ({@link ClockRule}) that say when its clock stands still: while a fault may be active and some
 * time after, while nobody led, while nobody looked. The <em>running time</em> of an obligation at an instant is the time
 * since it began without the stretches that any of its rules suspends, counted once where they overlap. With the bound
 * {@code b}, the observation interval {@code i} and the running time {@code r} until the moment named, an obligation is
 *
 * <ul>
 *   <li><em>met</em>, if it was met and {@code r <= b + i} then
 *   <li><em>missed</em>, if it was met and {@code r > b + i} then, or if it was not met and {@code r > b + i} when it was
 *       cancelled or when the history ended
 *   <li><em>cancelled</em>, if it was cancelled before and {@code r <= b + i} then
 *   <li><em>open</em>, if the history ended before and {@code r <= b + i} then
 * </ul>
 *
 * <p>Only the missed ones are held against the system, so a suspended clock can hide a fault of the system but never
 * accuse it wrongly: meeting something while the clock stands still is always in time. Open and cancelled ones are
 * counted and prove nothing; without a single one that was met or missed the verdict is unknown.
 *
 * <p><b>Observations are coarse.</b> One shows that a condition held at some instant between its invocation and its
 * completion. An obligation begins with a moment at which it certainly was owed, and counts as met with the completion of
 * the first observation that shows it. A condition that comes about just after one observation has looked is shown by the
 * next one only, so reported times are upper bounds, too long by at most the time from the invocation of one observation
 * to the completion of the next. That much is {@code i}, the interval added to every bound ({@link
 * #observationInterval}); it must cover the time from the last observation's invocation to the end of the history, too.
 * Where observations may fail to come, {@link ClockRule#unobserved} stops the clock.
 *
 * <p><b>Faults</b> are taken at their widest: they may be active from the announcement of their injection until they are
 * proven healed, also those that were never proven active. One that is never healed lasts until the end. The time to
 * detect is measured from the announcement of the injection, the time to recover from the announcement of the recovery:
 * upper bounds again.
 *
 * <p><b>Figures.</b> Times until met are reported as they passed, suspended or not, late ones too; for each kind in
 * all, as running time, and by situation: {@code during} the faults that may have been active between its beginning and
 * the moment at which it was met or its deadline passed, else {@code after heal} if it began while the clock still stood
 * because of one, else {@code quiet}. Histograms are HdrHistograms of microseconds with three significant digits, their
 * compressed form in base64 ({@code hdr}).
 */
public final class Liveness {

    final String name;
    Duration interval = Duration.ZERO;
    final List<Function<History, List<Obligation>>> obligations = new ArrayList<>();
    final List<ClockRule> generalRules = new ArrayList<>();
    final Map<String, List<ClockRule>> rules = new LinkedHashMap<>();
    final Set<String> required = new LinkedHashSet<>();
    final List<Function<History, Map<String, Spans>>> down = new ArrayList<>();
    FaultTimes.Measure detection;
    FaultTimes.Measure recovery;
    boolean online;

    private Liveness(String name) {
        this.name = Objects.requireNonNull(name, "name is null");
    }

    /** Begins a checker called {@code name}. */
    public static Liveness checker(String name) {
        return new Liveness(name);
    }

    /**
     * Adds {@code interval} to every bound: the longest time from the invocation of an observation to the completion of the
     * next one, or to the end of the history.
     */
    public Liveness observationInterval(Duration interval) {
        this.interval = Nanos.notNegative(interval, "the observation interval");
        return this;
    }

    /** Adds a source of obligations, of whatever kinds. */
    public Liveness obligations(Function<History, List<Obligation>> source) {
        obligations.add(Objects.requireNonNull(source, "source is null"));
        return this;
    }

    /** Lets the clocks of all kinds stand still by {@code rule}. */
    public Liveness rule(ClockRule rule) {
        generalRules.add(Objects.requireNonNull(rule, "rule is null"));
        return this;
    }

    /** Lets the clock of the obligations of {@code kind} stand still by {@code rule}, and by its other rules. */
    public Liveness rule(String kind, ClockRule rule) {
        Objects.requireNonNull(rule, "rule is null");
        rules.computeIfAbsent(kind, key -> new ArrayList<>()).add(rule);
        return this;
    }

    /** Demands evidence: without an obligation of {@code kind} that could be judged the verdict is never valid. */
    public Liveness require(String kind) {
        required.add(Objects.requireNonNull(kind, "kind is null"));
        return this;
    }

    /**
     * Reports how long a condition did not hold. Accuses nobody.
     *
     * @param condition such as {@code app /web has all its instances}
     * @param down when it did not
     */
    public Liveness availability(String condition, Function<History, Spans> down) {
        Objects.requireNonNull(condition, "condition is null");
        return availability(history -> Map.of(condition, down.apply(history)));
    }

    /** As {@link #availability(String, Function)}, for conditions whose names are found in the history. */
    public Liveness availability(Function<History, Map<String, Spans>> down) {
        this.down.add(Objects.requireNonNull(down, "down is null"));
        return this;
    }

    /**
     * Reports how long faults went unnoticed. Accuses nobody.
     *
     * @param words what shows that it is noticed, such as {@code the agent is lost}
     * @param detected the completion of the observation that shows it for a fault; empty if none does
     */
    public Liveness detection(String words, BiFunction<History, FaultWindow, Optional<Moment>> detected) {
        detection = new FaultTimes.Measure(words, Objects.requireNonNull(detected, "detected is null"));
        return this;
    }

    /**
     * Reports how long it took to get over faults, counted from the beginning of their recovery. Accuses nobody.
     *
     * @param words what shows that it is over, such as {@code all tasks run}
     * @param recovered the completion of the observation that shows it for a fault; empty if none does
     */
    public Liveness recovery(String words, BiFunction<History, FaultWindow, Optional<Moment>> recovered) {
        recovery = new FaultTimes.Measure(words, Objects.requireNonNull(recovered, "recovered is null"));
        return this;
    }

    /**
     * Lets misses be told while the run goes on: what {@link #certainlyMissed} finds up to where the history is {@link
     * #settled}. Without this they are told at the end only.
     */
    public Liveness online() {
        online = true;
        return this;
    }

    /**
     * The earliest instant of which events to come may still tell something, ns since the run began. Every operation that
     * began before is over, and what every fault does that was announced before is known. Never later than the last event.
     *
     * <p>A fault is known when its injection's outcome names it. One that the nemesis failed to name keeps all that follows
     * in doubt, because only its recovery may tell what it struck.
     */
    public static long settled(History beginning) {
        return Settled.until(beginning);
    }

    /**
     * The obligations that {@code beginning} and every continuation of it find missed, the worst first: those whose deadline
     * lies before {@code settled}, and was not kept.
     *
     * <p>That holds if sources and rules keep two promises. What they say of instants before {@code settled} they say in
     * every continuation, but that the clock may turn out to have run where it was taken to stand still. And an obligation
     * that is not met or cancelled by {@code settled} is not found later to have been.
     *
     * @param settled ns since the run began
     */
    public List<Anomaly> certainlyMissed(History beginning, long settled) {
        return new LivenessChecker(this).certainlyMissed(beginning, settled);
    }

    /**
     * The checker. It may be used by several threads.
     *
     * @throws IllegalStateException if there is no source of obligations
     */
    public Checker build() {
        if (obligations.isEmpty()) {
            throw new IllegalStateException(
                    "the liveness checker '" + name + "' has no obligations to judge: call obligations(…) first");
        }
        return new LivenessChecker(this);
    }
}
