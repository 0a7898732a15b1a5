package io.partita.testbed.marathon.orchestration;

import io.partita.testbed.marathon.app.AppDefinition;
import io.partita.testbed.marathon.app.AppDefinition.KillSelection;
import io.partita.testbed.marathon.state.Instance;
import io.partita.testbed.marathon.state.Instance.Condition;
import java.util.Comparator;
import java.util.List;

/** Which instances go first when there are too many. Pure. */
final class KillOrder {

    private KillOrder() {}

    /**
     * Those that cost least first: not launched yet, of an older configuration, unreachable or not running yet, not healthy; then by age, as
     * the app wishes.
     *
     * @param newestFirst true takes those of the app's own configuration first, which is wrong
     */
    static List<Instance> of(AppDefinition app, List<Instance> instances, boolean newestFirst) {
        Comparator<Instance> byConfiguration = Comparator.comparing(instance -> Standing.isOf(app, instance));
        Comparator<Instance> byAge =
                Comparator.comparingLong(instance -> instance.stagedAt() == null ? 0 : instance.stagedAt());
        Comparator<Instance> order = newestFirst
                ? byConfiguration.reversed()
                : Comparator.<Instance, Boolean>comparing(instance -> !Standing.hasNoTask(instance))
                        .thenComparing(byConfiguration);
        return instances.stream()
                .sorted(order.thenComparing(instance -> instance.condition() == Condition.RUNNING)
                        .thenComparing(Standing::isReady)
                        .thenComparing(app.killSelection() == KillSelection.OLDEST_FIRST ? byAge : byAge.reversed()))
                .toList();
    }
}
