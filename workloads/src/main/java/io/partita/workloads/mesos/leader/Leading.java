package io.partita.workloads.mesos.leader;

import io.partita.checker.Checker;
import io.partita.checker.history.History;
import io.partita.checker.liveness.ClockRule;
import io.partita.checker.liveness.FaultWindow;
import io.partita.checker.liveness.Liveness;
import io.partita.checker.liveness.Moment;
import io.partita.checker.liveness.Obligation;
import io.partita.workloads.mesos.observe.MarathonView;
import io.partita.workloads.mesos.observe.MasterView;
import io.partita.workloads.mesos.observe.Observations;
import io.partita.workloads.mesos.observe.Observer;
import io.partita.workloads.mesos.observe.Sample;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * The checker of what a cluster owes about leaders, and by when: that a master and a Marathon lead whenever there can be
 * one, and that all others lead the way to them.
 *
 * <p>Four kinds of obligations. {@code master leads} and {@code Marathon leads} begin with the load and with every
 * observation that shows no leader, and are met by the first that shows one; their clocks stand still while faults may keep
 * majorities from each other, and that of Marathon while no master leads. {@code master serves} and {@code Marathon serves}
 * begin, for every server, with the load and with every observation in which it neither leads nor leads the way to one that
 * does; their clocks stand still in every fault, and while nobody leads.
 */
final class Leading {

    static final String MASTER_LEADS = "master leads";
    static final String MARATHON_LEADS = "Marathon leads";
    static final String MASTER_SERVES = "master serves";
    static final String MARATHON_SERVES = "Marathon serves";

    private Leading() {}

    static Checker checker(Expected expected) {
        Liveness checker = Liveness.checker("leaders-in-time")
                .observationInterval(expected.observation())
                .obligations(history -> led(
                        MASTER_LEADS,
                        "no master led",
                        expected.masterLeads(),
                        masters(history),
                        view -> view.leads() ? Optional.of(view.node()) : Optional.empty(),
                        Agreement::say))
                .obligations(history -> led(
                        MARATHON_LEADS,
                        "no Marathon led",
                        expected.marathonLeads(),
                        marathons(history),
                        view -> view.leads() ? Optional.of(view.node()) : Optional.empty(),
                        Agreement::sayMarathons))
                .obligations(
                        history -> serve(MASTER_SERVES, expected.masterServes(), masters(history), Leading::misled))
                .obligations(history ->
                        serve(MARATHON_SERVES, expected.marathonServes(), marathons(history), Leading::marathonMisled));
        rules(checker, expected);
        return checker.availability("a master leads", Disturbances::withoutMaster)
                .availability("a Marathon leads", Disturbances::withoutMarathon)
                .recovery(
                        "all Marathons lead the way to one leader",
                        (history, window) -> recovered(history, window, expected))
                .online()
                .build();
    }

    private static void rules(Liveness checker, Expected expected) {
        ClockRule majorities = ClockRule.during(
                "a fault may keep majorities from each other", history -> Disturbances.ofMajorities(history, expected));
        ClockRule faults = ClockRule.duringFaults(Duration.ZERO);
        ClockRule own = ClockRule.during(
                "the workload made a leader begin anew", history -> Disturbances.ofOurOwn(history, expected));
        ClockRule noMaster = ClockRule.during("no master led", Disturbances::withoutMaster);
        ClockRule noMarathon = ClockRule.during("no Marathon led", Disturbances::withoutMarathon);
        for (String kind : List.of(MASTER_LEADS, MASTER_SERVES)) {
            checker.rule(kind, unobserved(Observer.MASTERS, expected));
        }
        for (String kind : List.of(MARATHON_LEADS, MARATHON_SERVES)) {
            checker.rule(kind, unobserved(Observer.MARATHONS, expected)).rule(kind, noMaster);
        }
        checker.rule(MASTER_LEADS, majorities)
                .rule(MARATHON_LEADS, majorities)
                .rule(MASTER_SERVES, faults)
                .rule(MASTER_SERVES, own)
                .rule(MASTER_SERVES, noMaster)
                .rule(MARATHON_SERVES, faults)
                .rule(MARATHON_SERVES, own)
                .rule(MARATHON_SERVES, noMarathon);
    }

    private static ClockRule unobserved(String function, Expected expected) {
        return ClockRule.unobserved(
                "nobody looked",
                history -> Observations.of(history).samples(function, value -> value).stream()
                        .map(Leading::seen)
                        .toList(),
                expected.observation());
    }

    private static List<Sample<Map<String, MasterView>>> masters(History history) {
        return Observations.of(history).masters();
    }

    private static List<Sample<Map<String, MarathonView>>> marathons(History history) {
        return Observations.of(history).marathons();
    }

    private static Moment begun(Sample<?> sample) {
        return new Moment(sample.from(), sample.fromIndex());
    }

    private static Moment seen(Sample<?> sample) {
        return new Moment(sample.to(), sample.index());
    }

    /** Obligations that somebody leads. */
    private static <V> List<Obligation> led(
            String kind,
            String lack,
            Duration bound,
            List<Sample<Map<String, V>>> samples,
            Function<V, Optional<String>> leader,
            Function<Map<String, V>, String> words) {
        List<Obligation> obligations = new ArrayList<>();
        Moment since = samples.isEmpty() ? null : begun(samples.get(0));
        String answers = "";
        for (Sample<Map<String, V>> sample : samples) {
            Optional<String> found = sample.value().values().stream()
                    .map(leader)
                    .flatMap(Optional::stream)
                    .findFirst();
            if (found.isEmpty()) {
                since = since == null ? seen(sample) : since;
                answers = " (" + words.apply(sample.value()) + ")";
            } else if (since != null) {
                obligations.add(
                        Obligation.of(kind, kind, lack + answers, since, bound).metAt(seen(sample)));
                since = null;
                answers = "";
            }
        }
        if (since != null) {
            obligations.add(Obligation.of(kind, kind, lack + answers, since, bound));
        }
        return obligations;
    }

    /** What is wrong with the answer of a server, in words, in view of what the others answered; empty if nothing is. */
    private interface Misled<V> {
        Optional<String> words(String node, Map<String, V> views);
    }

    /** Obligations that every server leads the way. */
    private static <V> List<Obligation> serve(
            String kind, Duration bound, List<Sample<Map<String, V>>> samples, Misled<V> misled) {
        List<Obligation> obligations = new ArrayList<>();
        Map<String, Moment> since = new HashMap<>();
        Map<String, String> words = new HashMap<>();
        Set<String> nodes = new LinkedHashSet<>();
        samples.forEach(sample -> nodes.addAll(sample.value().keySet()));
        nodes.forEach(node -> since.put(node, begun(samples.get(0))));
        for (Sample<Map<String, V>> sample : samples) {
            for (String node : sample.value().keySet()) {
                Optional<String> wrong = misled.words(node, sample.value());
                if (wrong.isPresent()) {
                    since.putIfAbsent(node, seen(sample));
                    words.put(node, wrong.get());
                } else if (since.containsKey(node)) {
                    obligations.add(obligation(kind, node, words, since, bound).metAt(seen(sample)));
                    since.remove(node);
                    words.remove(node);
                }
            }
        }
        since.keySet().stream().sorted().forEach(node -> obligations.add(obligation(kind, node, words, since, bound)));
        return obligations;
    }

    private static Obligation obligation(
            String kind, String node, Map<String, String> words, Map<String, Moment> since, Duration bound) {
        String unmet = words.getOrDefault(node, "what serves on " + node + " was not seen to lead the way to a leader");
        return Obligation.of(kind, kind + " on " + node, unmet, since.get(node), bound);
    }

    private static Optional<String> misled(String node, Map<String, MasterView> views) {
        MasterView view = views.get(node);
        List<String> leaders = Agreement.leaders(views);
        return Agreement.leadsTheWay(view, leaders)
                ? Optional.empty()
                : Optional.of(
                        "the standby master on " + Agreement.say(view) + led(leaders) + ", and did not mend that");
    }

    private static Optional<String> marathonMisled(String node, Map<String, MarathonView> views) {
        MarathonView view = views.get(node);
        List<String> leaders = Agreement.marathonLeaders(views);
        return view.leads() || view.leader() != null && leaders.contains(view.leader())
                ? Optional.empty()
                : Optional.of(
                        "the standby Marathon on " + Agreement.say(view) + led(leaders) + ", and did not mend that");
    }

    private static String led(List<String> leaders) {
        return leaders.isEmpty() ? " while nobody led" : " while the one on " + String.join(",", leaders) + " led";
    }

    private static Optional<Moment> recovered(History history, FaultWindow window, Expected expected) {
        return Observations.of(history).samples(Observer.MARATHONS, value -> value).stream()
                .filter(sample -> sample.fromIndex() > window.ending().index())
                .filter(sample -> Agreement.ofMarathons(history.value(sample.index()), expected)
                        .isEmpty())
                .map(Leading::seen)
                .findFirst();
    }
}
