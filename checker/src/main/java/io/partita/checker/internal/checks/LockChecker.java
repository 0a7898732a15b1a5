package io.partita.checker.internal.checks;

import io.partita.checker.Budget;
import io.partita.checker.CheckResult;
import io.partita.checker.CheckResult.Anomaly;
import io.partita.checker.history.History;
import io.partita.checker.history.OpType;
import io.partita.checker.online.JudgesOnline;
import io.partita.checker.online.OnlineChecker;
import io.partita.checker.online.OnlineCheckers;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * No two processes hold the lock together. A process certainly holds it from the acknowledgement of its {@code acquire}
 * until it begins to {@code release}, whatever becomes of that, or until any operation of its own ends with unknown
 * outcome, which is the end of the process. An acquire of unknown outcome holds nothing for certain. Only holders
 * release. Linear in the history.
 *
 * <p>Where an acquire answers a whole number, or a map with one under {@code token}, it is a fencing token: no two are
 * equal, and whoever begins to acquire after a token was given gets a greater one.
 */
final class LockChecker implements JudgesOnline {

    /** What a lock may do besides. */
    enum Promise {
        /** One holder at a time, who acquires once. */
        STRICT,
        /** A holder may acquire again, and releases as often. */
        REENTRANT,
        /** A lock may expire under its holder: holders may overlap, tokens alone protect. */
        LEASED
    }

    private final Promise promise;

    LockChecker(Promise promise) {
        this.promise = promise;
    }

    @Override
    public String name() {
        return "lock";
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

    /** What is known of a process. */
    private static final class Holder {
        /** Since when it certainly holds, or -1. */
        private int since = -1;

        private int depth;
        /** A refused release tells nothing about who holds. */
        private boolean unsure;
        /** The greatest token given before it began to acquire, and where. */
        private long floor;

        private int floorEvent = -1;
    }

    private final class Pass {

        private final Findings findings;
        private final History history;
        private final Map<Integer, Holder> processes = new LinkedHashMap<>();
        /** Who certainly holds now, first come first. */
        private final Map<Integer, Holder> holding = new LinkedHashMap<>();

        private final Elements tokens = new Elements();
        private final Ints givenAt = new Ints();
        private long greatest = Long.MIN_VALUE;
        private int greatestAt = -1;
        private long acquired;
        private long overlaps;
        private long badTokens;
        private long badReleases;

        Pass(Findings findings, History history) {
            this.findings = findings;
            this.history = history;
        }

        CheckResult run() {
            for (int i = 0; i < history.size(); i++) {
                boolean acquire = history.f(i).equals("acquire");
                if (history.type(i) == OpType.INFO) {
                    holding.remove(history.process(i));
                }
                if (history.process(i) < 0 || !acquire && !history.f(i).equals("release")) {
                    continue;
                }
                Holder holder = processes.computeIfAbsent(history.process(i), process -> new Holder());
                if (history.type(i) == OpType.INVOKE) {
                    begin(i, acquire, holder);
                } else if (history.invocationOf(i) >= 0 && history.type(i) == OpType.OK) {
                    if (acquire) {
                        acquire(i, holder);
                    } else {
                        release(i, holder);
                    }
                } else if (!acquire && history.type(i) == OpType.FAIL) {
                    holder.unsure = true;
                    holder.depth = 0;
                }
            }
            return result();
        }

        private void begin(int invocation, boolean acquire, Holder holder) {
            if (acquire) {
                holder.floor = greatest;
                holder.floorEvent = greatestAt;
            } else if (holder.depth <= 1) {
                holder.since = -1;
                holding.remove(history.process(invocation));
            }
        }

        private void acquire(int completion, Holder holder) {
            int process = history.process(completion);
            acquired++;
            if (holder.depth > 0 && promise == Promise.STRICT) {
                overlaps++;
                int since = holder.since;
                findings.add(() -> Events.anomaly(
                        Events.who(history, completion) + " acquired the lock that it had held since "
                                + history.moment(since),
                        completion,
                        Map.of(),
                        since,
                        history.invocationOf(completion),
                        completion));
            }
            holding.entrySet().stream()
                    .filter(entry -> entry.getKey() != process)
                    .findFirst()
                    .ifPresent(other -> together(other.getValue().since, completion));
            holder.depth = promise == Promise.REENTRANT ? holder.depth + 1 : 1;
            holder.unsure = false;
            if (holder.since < 0) {
                holder.since = completion;
                holding.put(process, holder);
            }
            token(completion, holder);
        }

        private void together(int earlier, int later) {
            overlaps++;
            if (promise != Promise.LEASED) {
                findings.add(() -> overlap(earlier, later));
            }
        }

        private Anomaly overlap(int earlier, int later) {
            int end = endOfOverlap(earlier, later);
            String howLong = !history.hasTimes()
                    ? ""
                    : String.format(
                            Locale.ROOT,
                            " for %.3f s",
                            (history.time(end < 0 ? history.size() - 1 : end) - history.time(later)) / 1e9);
            return Events.anomaly(
                    "processes " + history.process(earlier) + " and " + history.process(later)
                            + " held the lock together" + howLong + ": acquired by " + Events.who(history, earlier)
                            + " and by " + Events.who(history, later) + ", "
                            + (end < 0
                                    ? "neither began to release it"
                                    : "until " + Events.who(history, end)
                                            + (history.f(end).equals("release") ? " released it" : " was gone")),
                    later,
                    Map.of(),
                    history.invocationOf(earlier),
                    earlier,
                    history.invocationOf(later),
                    later,
                    end);
        }

        /** Where one of the two begins to release for good, or ends, or -1. */
        private int endOfOverlap(int earlier, int later) {
            int first = history.process(earlier);
            int second = history.process(later);
            int[] depths = {1, 1};
            for (int i = earlier + 1; i < history.size(); i++) {
                int who = history.process(i) == first ? 0 : history.process(i) == second ? 1 : -1;
                if (who >= 0 && history.type(i) == OpType.INFO && (who == 0 || i > later)) {
                    return i;
                } else if (who >= 0 && Events.succeeds(history, i, "acquire") && i != later) {
                    depths[who] += promise == Promise.REENTRANT && (who == 0 || i > later) ? 1 : 0;
                } else if (who >= 0 && Events.begins(history, i, "release") && (who == 0 || i > later)) {
                    if (--depths[who] == 0) {
                        return i;
                    }
                }
            }
            return -1;
        }

        private void release(int completion, Holder holder) {
            if (holder.depth == 0 && !holder.unsure) {
                badReleases++;
                findings.add(() -> Events.anomaly(
                        Events.who(history, completion) + " released the lock without holding it",
                        completion,
                        Map.of(),
                        history.invocationOf(completion),
                        completion));
            }
            holder.depth = Math.max(0, holder.depth - 1);
            holder.unsure = false;
        }

        private void token(int completion, Holder holder) {
            Object answer = history.value(completion);
            Object value = answer instanceof Map<?, ?> map ? map.get("token") : answer;
            if (!(value instanceof Long token) || value.equals(history.value(history.invocationOf(completion)))) {
                return;
            }
            int id = tokens.add(token);
            int same = givenAt.get(id);
            if (same >= 0) {
                badToken("token " + token + " was given twice: to " + Events.who(history, same), same, completion);
            } else if (holder.floorEvent >= 0 && token < holder.floor) {
                badToken(
                        "tokens went back: " + holder.floor + " was given to " + Events.who(history, holder.floorEvent)
                                + ", and later " + token,
                        holder.floorEvent,
                        completion);
            }
            givenAt.setIfAbsent(id, completion);
            if (token > greatest) {
                greatest = token;
                greatestAt = completion;
            }
        }

        private void badToken(String start, int before, int completion) {
            badTokens++;
            String headline =
                    start + (start.startsWith("token ") ? " and to " : " to ") + Events.who(history, completion);
            findings.add(() -> Events.anomaly(
                    headline, completion, Map.of(), before, history.invocationOf(completion), completion));
        }

        private CheckResult result() {
            findings.detail("acquired", acquired)
                    .detail("overlaps", overlaps)
                    .detail("tokens", (long) tokens.size())
                    .detail("badTokens", badTokens)
                    .detail("releasesByOthers", badReleases);
            if (findings.count() > 0) {
                return findings.invalid(findings.first()
                        + (findings.count() > 1
                                ? " (and " + Events.count(findings.count() - 1, "more finding") + ")"
                                : ""));
            }
            if (acquired == 0) {
                return findings.unknown("nobody ever acquired the lock");
            }
            if (promise == Promise.LEASED && tokens.size() == 0) {
                return findings.unknown(
                        "a lock that may expire is judged by its fencing tokens, and no acquire answered one");
            }
            if (acquired == 1) {
                return findings.unknown("the lock was acquired only once: nothing shows that it excludes others");
            }
            return findings.valid(
                    promise == Promise.LEASED
                            ? "all " + tokens.size() + " fencing tokens grew; " + Events.count(overlaps, "overlap")
                                    + " of holders"
                            : acquired + " holds, no two at a time"
                                    + (tokens.size() == 0 ? "" : ", with growing fencing tokens"));
        }
    }
}
