package io.partita.testbed.marathon.orchestration;

import io.partita.testbed.marathon.state.Instance;
import io.partita.testbed.marathon.state.Instance.Condition;
import io.partita.testbed.settings.Profile;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * All instances. A change is known here at once; {@code then}, which acts upon it, runs when it is stored. Before modern, what is
 * not launched yet is not stored: a successor counts what is missing.
 */
final class InstanceTable {

    private final Context context;
    private final Map<String, Instance> byId = new LinkedHashMap<>();
    private final Map<String, String> idByTask = new HashMap<>();

    InstanceTable(Context context) {
        this.context = context;
    }

    /** What was stored; health is not, it is found out again. */
    void load(Collection<Instance> stored) {
        stored.stream()
                .sorted(Comparator.comparingLong(InstanceTable::age).thenComparing(Instance::id))
                .map(instance -> Changes.withHealth(instance, null))
                .forEach(this::know);
    }

    private static long age(Instance instance) {
        return instance.stagedAt() == null ? instance.since() : instance.stagedAt();
    }

    List<Instance> all() {
        return List.copyOf(byId.values());
    }

    List<Instance> of(String appId) {
        return byId.values().stream()
                .filter(instance -> instance.appId().equals(appId))
                .toList();
    }

    Optional<Instance> find(String id) {
        return Optional.ofNullable(byId.get(id));
    }

    /** The instance whose newest task is {@code taskId}. */
    Optional<Instance> byTask(String taskId) {
        return Optional.ofNullable(idByTask.get(taskId)).map(byId::get);
    }

    /** Keeps an instance that is new or changed. */
    void put(Instance instance, Runnable then) {
        Instance before = byId.get(instance.id());
        boolean visible = before == null
                || before.condition() != instance.condition()
                || before.goal() != instance.goal()
                || before.incarnation() != instance.incarnation();
        know(instance);
        Runnable stored = () -> {
            if (visible) {
                context.publisher().instanceChanged(instance);
            }
            then.run();
        };
        if (isStored(instance)) {
            context.storage().instance(instance, stored);
        } else {
            context.loop().execute(then);
        }
    }

    private boolean isStored(Instance instance) {
        return instance.condition() != Condition.SCHEDULED || context.isAtLeast(Profile.MODERN);
    }

    /** Notes what need not be stored. */
    void note(Instance instance) {
        know(instance);
    }

    /** Forgets an instance, which is told as {@code last}. */
    void forget(Instance instance, Condition last, Runnable then) {
        byId.remove(instance.id());
        if (instance.taskId() != null) {
            idByTask.remove(instance.taskId());
        }
        if (!isStored(instance)) {
            context.loop().execute(then);
            return;
        }
        context.storage().deleteInstance(instance.id(), () -> {
            if (instance.taskId() != null) {
                context.publisher().instanceChanged(instance, last);
            }
            then.run();
        });
    }

    private void know(Instance instance) {
        Instance before = byId.put(instance.id(), instance);
        if (before != null && before.taskId() != null && !before.taskId().equals(instance.taskId())) {
            idByTask.remove(before.taskId());
        }
        if (instance.taskId() != null) {
            idByTask.put(instance.taskId(), instance.id());
        }
    }
}
