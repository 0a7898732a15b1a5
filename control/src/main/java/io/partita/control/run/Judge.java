package io.partita.control.run;

import io.partita.checker.Budget;
import io.partita.checker.CheckResult;
import io.partita.checker.Checker;
import io.partita.checker.Checkers;
import io.partita.checker.Verdict;
import io.partita.checker.history.History;
import io.partita.checker.history.OpType;
import io.partita.control.plan.TestPlan;
import io.partita.nemesis.FaultRecord;
import io.partita.workloads.Situation;
import io.partita.workloads.Workload;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/**
 * Judges a finished run: every checker, then whether there was enough evidence for a good verdict to mean something.
 * Needs nothing but the history and the faults' records, so it can be repeated at any time.
 */
final class Judge {

    /**
     * A judgement.
     *
     * @param verdict the worst of all
     * @param reason one sentence for people
     * @param checkers results by name
     * @param evidence each requirement and whether it was met
     * @param situations how often each came up
     */
    record Judgement(
            Verdict verdict,
            String reason,
            Map<String, CheckResult> checkers,
            Map<String, Boolean> evidence,
            Map<String, Long> situations) {}

    private static final Logger LOG = LogManager.getLogger(Judge.class);

    /** A reason is to be read: the others stand in the results. */
    private static final int UNPROVEN_NAMED = 3;

    private Judge() {}

    /**
     * Judges.
     *
     * @param faults what became of every injection
     * @param end how load and faults came to their end
     */
    static Judgement judge(TestPlan plan, Workload.Load load, History history, List<FaultRecord> faults, LoadEnd end)
            throws InterruptedException {
        List<Checker> checkers = new ArrayList<>(load.checkers());
        checkers.add(Checkers.stats());
        Budget budget = new Budget(plan.checkBudget(), Budget.DEFAULT.memoryBytes());
        Map<String, CheckResult> results = new LinkedHashMap<>();
        for (Checker checker : checkers) {
            results.put(checker.name(), Checkers.checkSafely(checker, history, budget));
        }
        Map<String, Boolean> evidence = new LinkedHashMap<>();
        evidence.put(end.requirement(plan.timeLimit()), end.isWhole());
        Optional<String> missing = load.missingEvidence(history);
        missing.ifPresentOrElse(
                text -> evidence.put(text, false), () -> evidence.put("the workload saw all it needs", true));
        if (plan.schedule().healthGate().isPresent()) {
            leftOut(history, evidence);
        }
        if (!plan.schedule().steps().isEmpty()) {
            faultEvidence(history, faults, evidence);
        }
        Map<String, Long> situations = count(load, history, evidence);
        Verdict worst = Verdict.worst(
                results.values().stream().map(CheckResult::verdict).toList());
        List<String> unmet = evidence.entrySet().stream()
                .filter(entry -> !entry.getValue())
                .map(Map.Entry::getKey)
                .toList();
        Verdict verdict = unmet.isEmpty() ? worst : worst.and(Verdict.UNKNOWN);
        String reason = reason(verdict, worst, results, unmet, faults)
                + end.remark(plan.timeLimit(), verdict == Verdict.INVALID)
                        .map(remark -> " " + remark)
                        .orElse("");
        return new Judgement(verdict, reason, results, evidence, situations);
    }

    /** Counts, and asks for what is needed; a situation that can't be counted is none. */
    private static Map<String, Long> count(Workload.Load load, History history, Map<String, Boolean> evidence) {
        Map<String, Long> counts = new LinkedHashMap<>();
        for (Situation situation : load.situations()) {
            long count = 0;
            String failure = "";
            try {
                count = situation.count().applyAsLong(history);
            } catch (RuntimeException e) {
                LOG.warn("counting {}", situation.name(), e);
                failure = ", the counting itself failed: " + Errors.brief(e);
            }
            counts.put(situation.name(), count);
            boolean needed = situation.atLeast() > 0;
            evidence.put(
                    situation.name() + ": " + count + (needed ? ", at least " + situation.atLeast() + " needed" : "")
                            + failure,
                    count >= situation.atLeast());
        }
        return counts;
    }

    private static void faultEvidence(History history, List<FaultRecord> faults, Map<String, Boolean> evidence) {
        evidence.put("a fault was injected", !faults.isEmpty());
        if (faults.isEmpty()) {
            return;
        }
        long active = faults.stream().filter(FaultRecord::provenActive).count();
        long healed = faults.stream().filter(FaultRecord::provenHealed).count();
        evidence.put(
                "every fault was proven active (" + active + " of " + faults.size() + ")", active == faults.size());
        evidence.put(
                "every fault was proven healed (" + healed + " of " + faults.size() + ")", healed == faults.size());
        evidence.put("operations succeeded while a fault was active", succeededDuringFault(history, faults));
    }

    /** Faults that were planned and not made are no success: nobody knows what would have come of them. */
    private static void leftOut(History history, Map<String, Boolean> evidence) {
        List<Object> left = new ArrayList<>();
        String why = "";
        for (int i = 0; i < history.size(); i++) {
            if (history.process(i) < 0
                    && history.value(i) instanceof Map<?, ?> value
                    && value.get(FaultDriver.LEFT_OUT) instanceof List<?> faults) {
                left.addAll(faults);
                why = " (" + left.size() + " left out: " + value.get(FaultDriver.WHY) + ")";
            }
        }
        evidence.put("the system was healthy in time for every planned fault" + why, left.isEmpty());
    }

    private static boolean succeededDuringFault(History history, List<FaultRecord> faults) {
        for (int i = 0; i < history.size(); i++) {
            if (history.type(i) == OpType.OK) {
                long ms = Duration.ofNanos(history.time(i)).toMillis();
                for (FaultRecord fault : faults) {
                    if (fault.provenActive()
                            && fault.activeAtMs() <= ms
                            && (fault.healedAtMs() < 0 || ms < fault.healedAtMs())) {
                        return true;
                    }
                }
            }
        }
        return false;
    }

    private static String reason(
            Verdict verdict,
            Verdict worst,
            Map<String, CheckResult> results,
            List<String> unmet,
            List<FaultRecord> faults) {
        if (verdict == worst && worst != Verdict.VALID) {
            return results.values().stream()
                    .filter(result -> result.verdict() == worst)
                    .map(CheckResult::reason)
                    .findFirst()
                    .map(Judge::sentence)
                    .orElseThrow();
        }
        if (verdict == Verdict.UNKNOWN) {
            return "Not enough evidence: this did not come true: " + String.join("; ", unmet) + "." + unproven(faults);
        }
        List<String> parts = new ArrayList<>();
        results.values().stream()
                .findFirst()
                .map(CheckResult::reason)
                .map(Judge::sentence)
                .ifPresent(parts::add);
        if (!faults.isEmpty()) {
            parts.add(faults.size() + (faults.size() == 1 ? " fault was" : " faults were")
                    + " proven active and healed.");
        }
        return String.join(" ", parts);
    }

    /** Which faults are not proven, and what was missing, in sentences that begin with a blank; empty if none. */
    private static String unproven(List<FaultRecord> faults) {
        List<FaultRecord> all = faults.stream()
                .filter(fault -> !fault.provenActive() || !fault.provenHealed())
                .toList();
        String named = all.stream()
                .limit(UNPROVEN_NAMED)
                .map(fault -> " "
                        + sentence("fault " + fault.id() + ", " + fault.name() + ": "
                                + (fault.error() == null ? "it was not ended" : fault.error())))
                .collect(Collectors.joining());
        return named + (all.size() > UNPROVEN_NAMED ? " And " + (all.size() - UNPROVEN_NAMED) + " more faults." : "");
    }

    /** A checker's reason, which is a clause that may stand after a colon, as a sentence of its own. */
    static String sentence(String reason) {
        String text = reason.strip();
        if (text.isEmpty()) {
            return text;
        }
        boolean ends = ".!?".indexOf(text.charAt(text.length() - 1)) >= 0;
        return Character.toUpperCase(text.charAt(0)) + text.substring(1) + (ends ? "" : ".");
    }
}
