package io.partita.testbed.marathon.orchestration;

import io.partita.testbed.marathon.app.AppDefinition.UnreachableStrategy;
import io.partita.testbed.marathon.state.Instance;
import io.partita.testbed.marathon.state.Instance.Condition;
import io.partita.testbed.settings.Bug;
import io.partita.testbed.settings.Knob;
import io.partita.testbed.settings.Profile;
import java.time.Duration;
import java.util.Optional;

/**
 * Instances whose agents are away. A time of zero is over at once. Others are looked at when reconciliation says again that the
 * agent is away (to replace) and on the expunge ticks (to give up), so that both happen up to one interval late, as in
 * Marathon; and by the clock of day, since a successor has to know when it began. Legacy1 knows one rule for all apps, which is in the knobs.
 */
final class Absences {

    private final Context context;
    private final InstanceTable table;
    private final Caretaker caretaker;

    Absences(Context context, InstanceTable table, Caretaker caretaker) {
        this.context = context;
        this.table = table;
        this.caretaker = caretaker;
    }

    void start() {
        context.loop().after(context.settings().duration(Knob.MARATHON_EXPUNGE_DELAY), () -> {
            expungeOverdue();
            context.loop().every(context.settings().duration(Knob.MARATHON_EXPUNGE_INTERVAL), this::expungeOverdue);
        });
    }

    /** The agent of {@code instance} is away, or still away. {@code then} runs when it is stored. */
    void away(Instance instance, Runnable then) {
        Optional<Duration> inactiveAfter = inactiveAfter(instance);
        Optional<Duration> expungeAfter = expungeAfter(instance);
        Duration since = instance.condition().isUnreachable() ? age(instance) : Duration.ZERO;
        boolean inactive = instance.condition() == Condition.UNREACHABLE_INACTIVE || isOver(inactiveAfter, since);
        if (!Standing.isWanted(instance)
                || expungeAfter.filter(Duration::isZero).isPresent() && inactive) {
            expunge(instance, then);
            return;
        }
        Condition condition = inactive ? Condition.UNREACHABLE_INACTIVE : Condition.UNREACHABLE;
        if (instance.condition() == condition) {
            then.run();
            return;
        }
        table.put(Changes.moved(instance, condition, null, context.now()), () -> {
            then.run();
            caretaker.tend(instance.appId());
        });
    }

    private void expungeOverdue() {
        table.all().stream()
                .filter(instance -> instance.condition().isUnreachable())
                .filter(instance -> isOver(expungeAfter(instance), age(instance)))
                .forEach(instance -> expunge(instance, () -> {}));
    }

    private void expunge(Instance instance, Runnable then) {
        context.log().info("Expunging " + instance.id());
        table.forget(instance, Condition.UNREACHABLE_INACTIVE, () -> {
            then.run();
            caretaker.tend(instance.appId());
        });
    }

    private static boolean isOver(Optional<Duration> limit, Duration age) {
        return limit.filter(time -> age.compareTo(time) >= 0).isPresent();
    }

    private Duration age(Instance instance) {
        return Duration.ofMillis(context.now() - instance.since());
    }

    private Optional<Duration> inactiveAfter(Instance instance) {
        if (context.has(Bug.B37)) {
            return Optional.of(Duration.ZERO); // too early, whatever the app says
        }
        if (!context.isAtLeast(Profile.PA)) {
            return Optional.of(context.settings().duration(Knob.MARATHON_UNREACHABLE_INACTIVE));
        }
        return strategy(instance).map(strategy -> context.settings().scaledSeconds(strategy.inactiveAfterSeconds()));
    }

    private Optional<Duration> expungeAfter(Instance instance) {
        if (context.has(Bug.B37)) {
            return Optional.empty(); // and never given up
        }
        if (!context.isAtLeast(Profile.PA)) {
            return Optional.of(context.settings().duration(Knob.MARATHON_UNREACHABLE_EXPUNGE));
        }
        return strategy(instance).map(strategy -> context.settings().scaledSeconds(strategy.expungeAfterSeconds()));
    }

    private static Optional<UnreachableStrategy> strategy(Instance instance) {
        return Optional.ofNullable(instance.app().unreachable());
    }
}
