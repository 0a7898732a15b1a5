package io.partita.checker.liveness;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What became of one obligation. Immutable; times in ns.
 *
 * @param allowed its bound and the observation interval
 * @param deadline the last instant at which it could be met in time
 * @param life from when it began until it was met, else until it was cancelled or the history ended
 * @param running how much of its life the clock ran
 * @param causes why it stood still for the rest
 * @param situation in which situation it had to be met
 */
record Judgement(
        Obligation obligation,
        State state,
        long allowed,
        long deadline,
        Span life,
        long running,
        List<String> causes,
        String situation) {

    /** What an obligation can end as. */
    enum State {
        /** Its running time passed the bound before it was met, or it never was. */
        MISSED,
        /** The history ended before it was met and before the bound had passed: neither good nor bad. */
        OPEN,
        /** It ceased to be owed before it was met and before the bound had passed: neither good nor bad. */
        CANCELLED,
        /** It was met within the bound. */
        MET;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    boolean is(State wanted) {
        return state == wanted;
    }

    /** Whether it was met at all, in time or too late. */
    boolean isEverMet() {
        return obligation.met() != null && !is(State.CANCELLED);
    }

    /** By how much the running time is over what was allowed, in ns; negative if it is not. */
    long over() {
        return running - allowed;
    }

    long suspended() {
        return life.length() - running;
    }

    /** It in figures. */
    Map<String, Object> json() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("kind", obligation.kind());
        json.put("subject", obligation.subject());
        json.put("state", state.word());
        json.put("situation", situation);
        json.put("sinceMs", Nanos.millis(obligation.since().time()));
        if (isEverMet()) {
            json.put("metMs", Nanos.millis(obligation.met().time()));
        }
        json.put("passedMs", Nanos.millis(life.length()));
        json.put("runningMs", Nanos.millis(running));
        json.put("suspendedMs", Nanos.millis(suspended()));
        json.put("boundMs", Nanos.millis(allowed));
        if (suspended() > 0) {
            json.put("suspendedBy", causes);
        }
        return json;
    }
}
