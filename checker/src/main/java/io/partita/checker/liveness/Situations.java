package io.partita.checker.liveness;

import io.partita.checker.liveness.Judgement.State;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** How long obligations of one kind took, by the situation in which they had to be met. */
final class Situations {

    static final String QUIET = "quiet";
    static final String AFTER_HEAL = "after heal";

    private Situations() {}

    static String during(List<String> faults) {
        return "during " + String.join(" + ", faults);
    }

    /** Counts and times of {@code judgements}, all of one kind. */
    static Map<String, Object> json(List<Judgement> judgements, Clock clock) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.putAll(counts(judgements));
        json.put("boundMs", Nanos.millis(bound(judgements)));
        json.put("clockStandsStill", clock.words());
        Sample all = new Sample();
        Sample running = new Sample();
        Map<String, Sample> situations = new TreeMap<>();
        for (Judgement judgement : judgements) {
            if (judgement.isEverMet()) {
                all.add(judgement.life().length());
                running.add(judgement.running());
                situations
                        .computeIfAbsent(judgement.situation(), situation -> new Sample())
                        .add(judgement.life().length());
            }
        }
        Map<String, Object> times = new LinkedHashMap<>();
        times.put("all", all.json());
        times.put("running", running.json());
        situations.forEach((situation, sample) -> times.put(situation, sample.json()));
        json.put("times", times);
        return json;
    }

    /** How many were met, missed, still open and cancelled. */
    static Map<String, Object> counts(List<Judgement> judgements) {
        Map<String, Object> counts = new LinkedHashMap<>();
        for (State state : List.of(State.MET, State.MISSED, State.OPEN, State.CANCELLED)) {
            counts.put(
                    state.word(),
                    judgements.stream().filter(judgement -> judgement.is(state)).count());
        }
        return counts;
    }

    /** The longest bound, the observation interval included, ns. */
    private static long bound(List<Judgement> judgements) {
        return judgements.stream().mapToLong(Judgement::allowed).max().orElse(0);
    }
}
