package io.partita.workloads.mesos.observe;

import io.partita.checker.history.History;
import io.partita.checker.liveness.FaultWindow;
import io.partita.checker.liveness.Moment;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;

/** When the cluster first showed that it had noticed a fault. */
public final class Detection {

    private Detection() {}

    /** The first observation after the fault's beginning that shows other leaders, or fewer agents, than before it. */
    public static Optional<Moment> of(History history, FaultWindow window) {
        Observations observations = Observations.of(history);
        return Stream.of(
                        firstChange(observations.masters(), Detection::masters, window),
                        firstChange(observations.marathons(), Detection::marathons, window))
                .flatMap(Optional::stream)
                .min(Moment::compareTo);
    }

    private static <T> Optional<Moment> firstChange(
            List<Sample<T>> samples, Function<T, Object> seen, FaultWindow window) {
        Object before = null;
        for (Sample<T> sample : samples) {
            Object now = seen.apply(sample.value());
            if (sample.index() < window.begun().index()) {
                before = now;
            } else if (sample.fromIndex() > window.ending().index()) {
                return Optional.empty();
            } else if (before != null && !Objects.equals(before, now)) {
                return Optional.of(new Moment(sample.to(), sample.index()));
            }
        }
        return Optional.empty();
    }

    /** Who leads, and the active agents by the leader's account. */
    private static Object masters(Map<String, MasterView> views) {
        Map<String, Object> leading = new TreeMap<>();
        views.forEach((node, view) -> {
            if (view.leads()) {
                leading.put(node, view.state().map(Detection::active).orElse(List.of()));
            }
        });
        return leading;
    }

    private static List<String> active(ClusterState state) {
        return state.agents().entrySet().stream()
                .filter(agent -> agent.getValue().active())
                .map(Map.Entry::getKey)
                .sorted()
                .toList();
    }

    private static Object marathons(Map<String, MarathonView> views) {
        return views.values().stream()
                .filter(MarathonView::leads)
                .map(MarathonView::node)
                .sorted()
                .toList();
    }
}
