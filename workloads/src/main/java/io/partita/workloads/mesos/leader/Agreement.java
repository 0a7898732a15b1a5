package io.partita.workloads.mesos.leader;

import io.partita.provisioning.system.mesos.Role;
import io.partita.workloads.mesos.observe.MarathonView;
import io.partita.workloads.mesos.observe.MasterView;
import io.partita.workloads.mesos.observe.Observations;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Whether all servers of a role agree on who leads, by what one observation showed. Pure. */
final class Agreement {

    private Agreement() {}

    /** What keeps the masters from agreeing, in words; empty if one leads and all others lead the way to it. */
    static Optional<String> ofMasters(Object observed, Expected expected) {
        Map<String, MasterView> views = Observations.mastersIn(observed);
        List<String> leaders = leaders(views);
        if (leaders.size() != 1) {
            return Optional.of(leaders.isEmpty() ? "no master led: " + say(views) : "several masters led: " + leaders);
        }
        String leader = leaders.get(0);
        return expected.on(Role.MASTER).stream()
                .filter(node -> !views.containsKey(node) || !leadsTheWay(views.get(node), List.of(leader)))
                .findFirst()
                .map(node -> views.containsKey(node)
                        ? "the master on " + say(views.get(node)) + ", while the one on " + leader + " led"
                        : "nobody asked the master on " + node);
    }

    /** Likewise of Marathons. */
    static Optional<String> ofMarathons(Object observed, Expected expected) {
        Map<String, MarathonView> views = Observations.marathonsIn(observed);
        List<String> leaders = marathonLeaders(views);
        if (leaders.size() != 1) {
            return Optional.of(
                    leaders.isEmpty()
                            ? "no Marathon led: " + sayMarathons(views)
                            : "several Marathons led: " + leaders);
        }
        String leader = leaders.get(0);
        return expected.on(Role.MARATHON).stream()
                .filter(node -> !views.containsKey(node)
                        || !leader.equals(views.get(node).leader()))
                .findFirst()
                .map(node -> views.containsKey(node)
                        ? "the Marathon on " + say(views.get(node)) + ", while the one on " + leader + " led"
                        : "nobody asked the Marathon on " + node);
    }

    static List<String> leaders(Map<String, MasterView> views) {
        return views.values().stream()
                .filter(MasterView::leads)
                .map(MasterView::node)
                .toList();
    }

    static List<String> marathonLeaders(Map<String, MarathonView> views) {
        return views.values().stream()
                .filter(MarathonView::leads)
                .map(MarathonView::node)
                .toList();
    }

    /** Whether a client that asks this master finds one of {@code leaders}. */
    static boolean leadsTheWay(MasterView view, List<String> leaders) {
        return view.leads() || view.leader() != null && leaders.contains(view.leader());
    }

    static String say(Map<String, MasterView> views) {
        return views.values().stream().map(Agreement::say).collect(Collectors.joining(", "));
    }

    static String sayMarathons(Map<String, MarathonView> views) {
        return views.values().stream().map(Agreement::say).collect(Collectors.joining(", "));
    }

    /** {@code n2 redirected to itself}, {@code n3 answered 503}. */
    static String say(MasterView view) {
        if (view.redirectsToItself()) {
            return view.node() + " redirected to itself";
        }
        return answer(view.node(), view.status(), view.error(), view.leads(), view.leader());
    }

    static String say(MarathonView view) {
        return answer(view.node(), view.status(), view.error(), view.leads(), view.leader());
    }

    private static String answer(String node, int status, String error, boolean leads, String leader) {
        if (leads) {
            return node + " led";
        }
        if (status == 0) {
            return node + " did not answer" + (error == null ? "" : " (" + error + ")");
        }
        return node + (leader == null ? " answered " + status + " without a leader" : " named the one on " + leader);
    }
}
