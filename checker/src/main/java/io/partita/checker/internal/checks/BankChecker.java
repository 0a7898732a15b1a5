package io.partita.checker.internal.checks;

import io.partita.checker.Budget;
import io.partita.checker.CheckResult;
import io.partita.checker.history.History;
import io.partita.checker.internal.Values;
import io.partita.checker.online.JudgesOnline;
import io.partita.checker.online.OnlineChecker;
import io.partita.checker.online.OnlineCheckers;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Transfers move money and never make or lose it: every successful {@code read} shows the same accounts, each with a
 * balance, all of which add up to the same total, none below zero. A read answers a map from account to balance, or a
 * list of balances. Transfers need not be looked at, whatever became of them. Linear in the size of the reads.
 */
final class BankChecker implements JudgesOnline {

    private final Long total;
    private final boolean negativeAllowed;

    /** @param total what all balances add up to; null for what the first read shows */
    BankChecker(Long total, boolean negativeAllowed) {
        this.total = total;
        this.negativeAllowed = negativeAllowed;
    }

    @Override
    public String name() {
        return "bank";
    }

    /** What is wrong in a beginning stays wrong. */
    @Override
    public Optional<OnlineChecker> online() {
        return Optional.of(OnlineCheckers.ofBeginnings(this));
    }

    @Override
    public CheckResult check(History history, Budget budget) {
        return new Pass(new Findings(name()), history).run();
    }

    private final class Pass {

        private final Findings findings;
        private final History history;
        private final Map<String, Long> counts = new LinkedHashMap<>();
        private int first = -1;
        private Set<?> accounts = Set.of();
        private Long expected = total;
        private long reads;
        private long wrongReads;
        private long transfers;
        private long least = Long.MAX_VALUE;
        private long most = Long.MIN_VALUE;

        Pass(Findings findings, History history) {
            this.findings = findings;
            this.history = history;
        }

        CheckResult run() {
            for (int i = 0; i < history.size(); i++) {
                if (Events.succeeds(history, i, "read") && history.value(i) != null) {
                    long before = findings.count();
                    read(i, balances(i));
                    wrongReads += findings.count() > before ? 1 : 0;
                } else if (Events.succeeds(history, i, "transfer")) {
                    transfers++;
                }
            }
            findings.detail("reads", reads)
                    .detail("wrongReads", wrongReads)
                    .detail("transfers", transfers)
                    .detail("total", expected)
                    .detail("leastTotal", reads == 0 ? null : (Object) least)
                    .detail("greatestTotal", reads == 0 ? null : (Object) most);
            counts.forEach(findings::detail);
            return result();
        }

        private Map<?, ?> balances(int completion) {
            if (history.value(completion) instanceof Map<?, ?> map) {
                return map;
            }
            if (!(history.value(completion) instanceof List<?> list)) {
                throw Events.misfit(history, completion, "a map from account to balance, or a list of balances");
            }
            Map<Object, Object> numbered = new LinkedHashMap<>();
            list.forEach(balance -> numbered.put(String.valueOf(numbered.size()), balance));
            return numbered;
        }

        private void read(int completion, Map<?, ?> balances) {
            reads++;
            long sum = 0;
            for (Map.Entry<?, ?> entry : balances.entrySet()) {
                if (entry.getValue() instanceof Long balance) {
                    sum = Math.addExact(sum, balance);
                    if (balance < 0 && !negativeAllowed) {
                        found("negative", completion, "account " + entry.getKey() + " at " + balance);
                    }
                } else if (entry.getValue() == null) {
                    found("withoutBalance", completion, "account " + entry.getKey() + " without a balance");
                } else {
                    throw Events.misfit(history, completion, "whole numbers as balances");
                }
            }
            least = Math.min(least, sum);
            most = Math.max(most, sum);
            if (first < 0) {
                first = completion;
                accounts = balances.keySet();
                expected = total == null ? (Long) sum : total;
            } else if (!accounts.equals(balances.keySet())) {
                strangers(completion, balances.keySet());
            }
            if (sum != expected) {
                found(
                        "wrongTotal",
                        completion,
                        "a total of " + sum + " instead of " + expected
                                + (total == null ? ", which the first read showed" : ""));
            }
        }

        private void strangers(int completion, Set<?> shown) {
            Set<String> others = new TreeSet<>();
            shown.forEach(account -> others.add(String.valueOf(account)));
            accounts.forEach(account -> others.remove(String.valueOf(account)));
            Set<String> missing = new TreeSet<>();
            accounts.forEach(account -> missing.add(String.valueOf(account)));
            shown.forEach(account -> missing.remove(String.valueOf(account)));
            if (!others.isEmpty()) {
                found(
                        "unexpectedAccount",
                        completion,
                        "accounts that the first read did not: " + Values.show(List.copyOf(others)));
            }
            if (!missing.isEmpty()) {
                found(
                        "missingAccount",
                        completion,
                        "no accounts " + Values.show(List.copyOf(missing)) + ", as the first read did");
            }
        }

        private void found(String kind, int completion, String what) {
            counts.merge(kind, 1L, Long::sum);
            findings.add(() -> Events.anomaly(
                    "process " + history.process(completion) + " read " + what + " at " + history.moment(completion),
                    completion,
                    Map.of("kind", kind, "balances", Objects.requireNonNull(history.value(completion))),
                    total == null ? history.invocationOf(first) : -1,
                    total == null ? first : -1,
                    history.invocationOf(completion),
                    completion));
        }

        private CheckResult result() {
            if (findings.count() > 0) {
                return findings.invalid(
                        wrongReads == 1
                                ? findings.first()
                                : wrongReads + " of " + reads + " reads are wrong; " + findings.first());
            }
            if (reads == 0) {
                return findings.unknown("nobody ever read the balances");
            }
            if (transfers == 0) {
                return findings.unknown("no transfer succeeded: nothing was put to the test");
            }
            return findings.valid("all " + reads + " reads show a total of " + expected);
        }
    }
}
