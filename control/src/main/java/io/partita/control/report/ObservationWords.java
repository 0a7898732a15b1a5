package io.partita.control.report;

import io.partita.checker.history.Op;
import io.partita.workloads.mesos.observe.AppsView;
import io.partita.workloads.mesos.observe.ClusterState;
import io.partita.workloads.mesos.observe.MarathonView;
import io.partita.workloads.mesos.observe.MasterView;
import io.partita.workloads.mesos.observe.Observations;
import io.partita.workloads.mesos.observe.Observer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Observations of Mesos and Marathon in a few words: their values are whole states of a cluster, which nobody reads in a
 * line. {@code history.jsonl} has them in full.
 */
final class ObservationWords {

    private ObservationWords() {}

    /** What a completed observation showed; empty for any other operation. */
    static Optional<String> of(Op op) {
        if (!(op.value() instanceof Map<?, ?> value) || value.isEmpty()) {
            return Optional.empty();
        }
        return switch (op.f()) {
            case Observer.MASTERS -> Optional.of(masters(Observations.mastersIn(value)));
            case Observer.MARATHONS -> Optional.of(marathons(Observations.marathonsIn(value)));
            case Observer.APPS ->
                value.get("apps") instanceof Map<?, ?>
                        ? Optional.of(apps(Observations.appsIn(value)))
                        : Optional.empty();
            case Observer.PROCESSES -> Optional.of(processes(value));
            default -> Optional.empty();
        };
    }

    private static String masters(Map<String, MasterView> views) {
        List<String> parts = new ArrayList<>();
        views.forEach((node, view) -> {
            if (view.leads()) {
                parts.add(node + " leads"
                        + view.state().map(ObservationWords::state).orElse(""));
            } else if (view.leader() == null) {
                parts.add(node + ": " + why(view.error()));
            }
        });
        return joined(parts);
    }

    private static String state(ClusterState state) {
        return " (" + Words.plural(state.agents().size(), "agent") + ", "
                + Words.plural(state.tasks().size(), "task") + ")";
    }

    private static String marathons(Map<String, MarathonView> views) {
        List<String> parts = new ArrayList<>();
        views.forEach((node, view) -> {
            if (view.leads()) {
                parts.add(node + " leads");
            } else if (view.leader() == null) {
                parts.add(node + ": " + why(view.error()));
            }
        });
        return joined(parts);
    }

    private static String why(String error) {
        return error == null ? "names no leader" : error;
    }

    private static String joined(List<String> parts) {
        return parts.isEmpty() ? "nobody leads" : String.join("; ", parts);
    }

    private static String apps(AppsView view) {
        return view.apps().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(app -> app.getKey() + " "
                        + app.getValue().tasks().values().stream()
                                .filter(task -> "TASK_RUNNING".equals(task.state()))
                                .count()
                        + " of " + app.getValue().instances())
                .collect(Collectors.joining(", "));
    }

    /** By node, how many processes of tasks were there, whatever their place in their task. */
    private static String processes(Map<?, ?> byNode) {
        return byNode.entrySet().stream()
                .map(node -> node.getKey() + " "
                        + (node.getValue() instanceof Map<?, ?> found && found.get("processes") instanceof List<?> list
                                ? list.size()
                                : "unreadable"))
                .collect(Collectors.joining(", "));
    }
}
