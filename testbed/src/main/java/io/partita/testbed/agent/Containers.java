package io.partita.testbed.agent;

import io.partita.testbed.messages.FrameworkInfo;
import io.partita.testbed.messages.Resources;
import io.partita.testbed.messages.Task;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The containers that an agent has, and those it had: what its endpoints show and what it tells to masters. */
final class Containers {

    /** What the executor itself is said to need, beside its task. */
    static final Resources OVERHEAD = new Resources(0.1, 32, 0, List.of());

    private static final int REMEMBERED = 150;

    private final Map<String, Container> live = new LinkedHashMap<>();
    private final List<Container> completed = new ArrayList<>();
    private final Map<String, FrameworkInfo> frameworks = new LinkedHashMap<>();
    private int ended;
    private int updates;

    void framework(FrameworkInfo framework) {
        frameworks.put(framework.id(), framework);
    }

    void add(Container container) {
        if (container.kind() != Container.Kind.UNKNOWN) {
            framework(container.framework());
        }
        live.put(container.id(), container);
    }

    /** It is over, and shown among the completed ones from now on, as long as these are not too many. */
    void complete(Container container) {
        live.remove(container.id());
        if (container.kind() == Container.Kind.UNKNOWN) {
            return;
        }
        completed.add(container);
        ended++;
        if (completed.size() > REMEMBERED) {
            completed.remove(0);
        }
    }

    Optional<Container> container(String id) {
        return Optional.ofNullable(live.get(id));
    }

    Optional<Container> task(String frameworkId, String taskId) {
        return live.values().stream()
                .filter(container -> container.isTask(frameworkId, taskId))
                .findFirst();
    }

    List<Container> live() {
        return List.copyOf(live.values());
    }

    /** Those that something is, or was, behind. */
    List<Container> shown() {
        return live.values().stream()
                .filter(container -> container.kind() != Container.Kind.UNKNOWN)
                .toList();
    }

    List<Container> completed() {
        return List.copyOf(completed);
    }

    void countUpdate() {
        updates++;
    }

    /** How many status updates there have been. */
    int updates() {
        return updates;
    }

    /** How many have been completed in all. */
    int ended() {
        return ended;
    }

    /** All frameworks that ever had a task here. */
    List<FrameworkInfo> frameworks() {
        return List.copyOf(frameworks.values());
    }

    Optional<FrameworkInfo> framework(String id) {
        return Optional.ofNullable(frameworks.get(id));
    }

    /** The frameworks of {@link #tasks}. */
    List<FrameworkInfo> frameworksOfTasks() {
        return live.values().stream()
                .filter(Containers::isToldToMasters)
                .map(Container::framework)
                .distinct()
                .toList();
    }

    /** The tasks that a master must know of: those of which it does not know the end yet, too. */
    List<Task> tasks() {
        return live.values().stream()
                .filter(Containers::isToldToMasters)
                .map(Container::asTask)
                .toList();
    }

    private static boolean isToldToMasters(Container container) {
        return container.kind() != Container.Kind.UNKNOWN
                && !container.silent
                && !container.updates().isOver();
    }

    /** What executors and their tasks are given. */
    Resources allocated() {
        return live.values().stream()
                .filter(container -> container.state != Container.State.EXITED)
                .map(Containers::resources)
                .reduce(Resources.NONE, Resources::plus);
    }

    /** What a container is given: its task's share only until that has ended. */
    static Resources resources(Container container) {
        return container.updates().hasEnded()
                ? OVERHEAD
                : OVERHEAD.plus(container.task().resources());
    }
}
