package io.partita.checker.liveness;

import io.partita.checker.Budget;
import io.partita.checker.CheckResult;
import io.partita.checker.CheckResult.Anomaly;
import io.partita.checker.Verdict;
import io.partita.checker.history.History;
import io.partita.checker.liveness.Judgement.State;
import io.partita.checker.online.JudgesOnline;
import io.partita.checker.online.OnlineChecker;
import io.partita.checker.online.OnlineCheckers;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The checker that {@link Liveness} describes. One pass over the obligations, whatever the budget. */
final class LivenessChecker implements JudgesOnline {

    private static final int ANOMALIES_SHOWN = 50;
    private static final int OBLIGATIONS_SHOWN = 1_000;

    private static final Comparator<Judgement> WORST_FIRST = Comparator.comparing(Judgement::state)
            .thenComparing(Comparator.comparingLong(Judgement::over).reversed())
            .thenComparing(judgement -> judgement.obligation().since());

    private final String name;
    private final long interval;
    private final List<Function<History, List<Obligation>>> obligations;
    private final Function<String, List<ClockRule>> rules;
    private final List<String> required;
    private final List<Function<History, Map<String, Spans>>> down;
    private final FaultTimes faultTimes;
    private final boolean online;

    LivenessChecker(Liveness settings) {
        name = settings.name;
        interval = settings.interval.toNanos();
        obligations = List.copyOf(settings.obligations);
        List<ClockRule> general = List.copyOf(settings.generalRules);
        Map<String, List<ClockRule>> particular = settings.rules.entrySet().stream()
                .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, entry -> List.copyOf(entry.getValue())));
        rules = kind -> {
            List<ClockRule> all = new ArrayList<>(general);
            all.addAll(particular.getOrDefault(kind, List.of()));
            return all;
        };
        required = List.copyOf(settings.required);
        down = List.copyOf(settings.down);
        faultTimes = new FaultTimes(settings.detection, settings.recovery);
        online = settings.online;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Optional<OnlineChecker> online() {
        return online
                ? Optional.of(OnlineCheckers.ofBeginnings(
                        name, beginning -> certainlyMissed(beginning, Settled.until(beginning))))
                : Optional.empty();
    }

    /** What {@link Liveness#certainlyMissed} promises. */
    List<Anomaly> certainlyMissed(History beginning, long until) {
        if (beginning.size() == 0 || !beginning.hasTimes()) {
            return List.of();
        }
        Judge judge = new Judge(beginning, rules, interval, FaultWindow.of(beginning));
        return judge(beginning, judge).stream()
                .filter(judgement -> judgement.is(State.MISSED) && judgement.deadline() < until)
                .limit(ANOMALIES_SHOWN)
                .map(judgement -> Words.anomaly(judgement, beginning))
                .toList();
    }

    @Override
    public CheckResult check(History history, Budget budget) {
        if (history.size() > 0 && !history.hasTimes()) {
            String reason = "the history tells no times: nothing can be said of deadlines";
            return new CheckResult(name, Verdict.UNKNOWN, reason, List.of(), Map.of());
        }
        List<FaultWindow> faults = FaultWindow.of(history);
        Judge judge = new Judge(history, rules, interval, faults);
        List<Judgement> judgements = judge(history, judge);
        Map<String, List<Judgement>> kinds = judgements.stream()
                .collect(Collectors.groupingBy(
                        judgement -> judgement.obligation().kind(), TreeMap::new, Collectors.toList()));
        return conclude(history, judgements, kinds, details(history, judgements, kinds, judge, faults));
    }

    private List<Judgement> judge(History history, Judge judge) {
        List<Judgement> judgements = new ArrayList<>();
        for (Function<History, List<Obligation>> source : obligations) {
            source.apply(history).forEach(obligation -> judgements.add(judge.judge(obligation)));
        }
        judgements.sort(WORST_FIRST);
        return judgements;
    }

    private Map<String, Object> details(
            History history,
            List<Judgement> judgements,
            Map<String, List<Judgement>> kinds,
            Judge judge,
            List<FaultWindow> faults) {
        Map<String, Object> details = new LinkedHashMap<>(Situations.counts(judgements));
        details.put("observationIntervalMs", Nanos.millis(interval));
        Map<String, Object> figures = new LinkedHashMap<>();
        kinds.forEach((kind, all) -> figures.put(kind, Situations.json(all, judge.clock(kind))));
        details.put("kinds", figures);
        details.putAll(Unavailability.json(down(history)));
        details.putAll(faultTimes.json(history, faults));
        details.put(
                "obligations",
                judgements.stream()
                        .limit(OBLIGATIONS_SHOWN)
                        .map(Judgement::json)
                        .toList());
        if (judgements.size() > OBLIGATIONS_SHOWN) {
            details.put("obligationsNotShown", (long) judgements.size() - OBLIGATIONS_SHOWN);
        }
        return details;
    }

    private Map<String, Spans> down(History history) {
        Spans run = Spans.of(new Span(0, Moment.endOf(history).time()));
        Map<String, Spans> all = new LinkedHashMap<>();
        for (Function<History, Map<String, Spans>> condition : down) {
            condition.apply(history).forEach((what, spans) -> all.merge(what, spans.intersection(run), Spans::union));
        }
        return all;
    }

    private CheckResult conclude(
            History history,
            List<Judgement> judgements,
            Map<String, List<Judgement>> kinds,
            Map<String, Object> details) {
        List<Judgement> missed = judgements.stream()
                .filter(judgement -> judgement.is(State.MISSED))
                .toList();
        long met =
                judgements.stream().filter(judgement -> judgement.is(State.MET)).count();
        if (!missed.isEmpty()) {
            List<Anomaly> anomalies = missed.stream()
                    .limit(ANOMALIES_SHOWN)
                    .map(judgement -> Words.anomaly(judgement, history))
                    .toList();
            if (missed.size() > ANOMALIES_SHOWN) {
                details.put("anomaliesNotShown", (long) missed.size() - ANOMALIES_SHOWN);
            }
            String reason = Words.missed(missed, met + missed.size());
            return new CheckResult(name, Verdict.INVALID, reason, anomalies, details);
        }
        if (met == 0) {
            return unknown(Words.nothingJudged(judgements), details);
        }
        List<String> missing = required.stream()
                .filter(kind ->
                        kinds.getOrDefault(kind, List.of()).stream().noneMatch(judgement -> judgement.is(State.MET)))
                .toList();
        return missing.isEmpty()
                ? new CheckResult(name, Verdict.VALID, Words.met(judgements, kinds, interval), List.of(), details)
                : unknown(Words.kindsMissing(missing), details);
    }

    private CheckResult unknown(String reason, Map<String, Object> details) {
        return new CheckResult(name, Verdict.UNKNOWN, reason, List.of(), details);
    }
}
