package io.partita.testbed.marathon.orchestration;

import io.partita.testbed.marathon.app.AppDefinition;
import io.partita.testbed.marathon.state.Deployment.Action;
import io.partita.testbed.marathon.state.Deployment.Kind;
import io.partita.testbed.marathon.state.Deployment.Step;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The steps from one state of some apps to another: stop what goes, start what is new with no instances, then bring apps to their
 * number or replace their instances, those first on which others depend. Pure.
 */
final class Plans {

    private Plans() {}

    /** Apps that are the same in both do not occur in the plan. */
    static List<Step> steps(Collection<AppDefinition> original, Collection<AppDefinition> target) {
        Map<String, AppDefinition> before = byId(original);
        Map<String, AppDefinition> after = byId(target);
        List<Action> stop = before.keySet().stream()
                .filter(id -> !after.containsKey(id))
                .map(id -> new Action(Kind.STOP, id))
                .toList();
        List<Action> start = after.keySet().stream()
                .filter(id -> !before.containsKey(id))
                .map(id -> new Action(Kind.START, id))
                .toList();
        Map<Integer, List<Action>> levels = new TreeMap<>();
        for (AppDefinition app : after.values()) {
            AppDefinition was = before.get(app.id());
            Kind kind = kind(was, app);
            if (kind != null) {
                levels.computeIfAbsent(level(app, after, new HashMap<>()), none -> new ArrayList<>())
                        .add(new Action(kind, app.id()));
            }
        }
        List<Step> steps = new ArrayList<>();
        add(steps, stop);
        add(steps, start);
        levels.values().forEach(actions -> add(steps, actions));
        return steps;
    }

    private static Kind kind(AppDefinition before, AppDefinition after) {
        if (before == null) {
            return Kind.SCALE;
        }
        if (!before.lastConfigChangeAt().equals(after.lastConfigChangeAt())) {
            return Kind.RESTART;
        }
        return before.instances() == after.instances() ? null : Kind.SCALE;
    }

    /** The length of the longest chain of dependencies among {@code apps}; one that leads back counts once. */
    private static int level(AppDefinition app, Map<String, AppDefinition> apps, Map<String, Integer> levels) {
        Integer known = levels.putIfAbsent(app.id(), 0);
        if (known != null) {
            return known;
        }
        int level = apps.values().stream()
                .filter(other -> !other.id().equals(app.id()))
                .filter(other -> app.dependencies().stream()
                        .anyMatch(needed ->
                                other.id().equals(needed) || other.id().startsWith(needed + "/")))
                .mapToInt(other -> level(other, apps, levels) + 1)
                .max()
                .orElse(0);
        levels.put(app.id(), level);
        return level;
    }

    private static void add(List<Step> steps, List<Action> actions) {
        if (!actions.isEmpty()) {
            steps.add(new Step(actions));
        }
    }

    private static Map<String, AppDefinition> byId(Collection<AppDefinition> apps) {
        Map<String, AppDefinition> byId = new TreeMap<>();
        apps.forEach(app -> byId.put(app.id(), app));
        return byId;
    }
}
