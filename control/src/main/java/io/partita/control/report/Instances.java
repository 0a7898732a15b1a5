package io.partita.control.report;

import io.partita.control.report.Signal.Line;
import io.partita.control.report.Signal.Point;
import io.partita.workloads.mesos.nodes.NodeTasks;
import io.partita.workloads.mesos.observe.AppsView;
import io.partita.workloads.mesos.observe.Observations;
import io.partita.workloads.mesos.observe.Sample;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Instances of apps over time: wanted and reported by Marathon, and really running on the nodes. Not thread-safe. */
final class Instances {

    /** Nobody reads more lines than three for each of so many apps. */
    private static final int APPS_SHOWN = 6;

    private static final double MILLION = 1e6;

    private final Set<String> apps = new LinkedHashSet<>();
    private final Map<String, List<Point>> lines = new LinkedHashMap<>();

    private Instances() {}

    static List<Line> of(Observations observations) {
        Instances instances = new Instances();
        List<Sample<AppsView>> lists = observations.apps();
        for (Sample<AppsView> list : lists) {
            list.value().apps().keySet().stream().sorted().forEach(instances.apps::add);
        }
        List<String> shown = instances.apps.stream().limit(APPS_SHOWN).toList();
        instances.apps.retainAll(shown);
        lists.forEach(instances::listed);
        observations.processes().forEach(instances::found);
        List<Line> made = new ArrayList<>();
        for (String app : shown) {
            for (String what : List.of("wanted", "reported", "running")) {
                String name = app + " " + what;
                made.add(new Line(name, instances.lines.getOrDefault(name, List.of())));
            }
        }
        return made;
    }

    private void listed(Sample<AppsView> list) {
        for (String app : apps) {
            AppsView.App found = list.value().apps().get(app);
            long running = found == null
                    ? 0
                    : found.tasks().values().stream()
                            .filter(task -> "TASK_RUNNING".equals(task.state()))
                            .count();
            add(app + " wanted", list.to(), found == null ? 0 : found.instances());
            add(app + " reported", list.to(), running);
        }
    }

    /** A node that could not be read may run anything, so the sum is unknown then. */
    private void found(Sample<NodeTasks> sample) {
        Map<String, Long> running = new HashMap<>();
        sample.value()
                .live()
                .values()
                .forEach(processes -> processes.forEach(process -> running.merge(process.app(), 1L, Long::sum)));
        boolean all = sample.value().unreadable().isEmpty();
        for (String app : apps) {
            add(app + " running", sample.to(), all ? running.getOrDefault(app, 0L) : Double.NaN);
        }
    }

    private void add(String line, long nanos, double value) {
        List<Point> points = lines.computeIfAbsent(line, name -> new ArrayList<>());
        boolean same = !points.isEmpty()
                && Double.compare(points.get(points.size() - 1).value(), value) == 0;
        if (!same) {
            points.add(new Point(nanos / MILLION, value));
        }
    }
}
