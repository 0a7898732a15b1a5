package io.partita.testbed.marathon.orchestration;

import io.partita.testbed.marathon.app.AppDefinition;
import io.partita.testbed.marathon.orchestration.Constraints.Location;
import io.partita.testbed.marathon.orchestration.Placement.Candidate;
import io.partita.testbed.marathon.state.Instance;
import io.partita.testbed.marathon.state.Instance.Condition;
import io.partita.testbed.messages.Offer;
import io.partita.testbed.messages.Offer.Unavailability;
import io.partita.testbed.messages.TaskInfo;
import io.partita.testbed.runtime.Loop.Timer;
import io.partita.testbed.settings.Knob;
import io.partita.testbed.settings.Profile;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What is done with offers: as much of what waits is launched as an offer and the limits allow, the rest is declined. Each launch
 * is stored before it is sent; what was wished away in the meantime is not sent. While something may be launched the
 * master is asked for offers again and again, not more often than every revive interval; while nothing waits at all, from modern on, it
 * is asked for none.
 */
final class OfferDesk {

    private static final Timer NONE = () -> {};

    private final Context context;
    private final SchedulerDriver driver;
    private final InstanceTable table;
    private final LaunchQueue queue;
    private final Identifiers identifiers;
    private final Map<String, Location> agents = new HashMap<>();
    private Timer pendingRevive = NONE;
    private Long lastRevive;
    private boolean suppressed;

    OfferDesk(
            Context context, SchedulerDriver driver, InstanceTable table, LaunchQueue queue, Identifiers identifiers) {
        this.context = context;
        this.driver = driver;
        this.table = table;
        this.queue = queue;
        this.identifiers = identifiers;
    }

    /** After a registration all is offered anew, whatever was declined or suppressed. */
    void registered() {
        suppressed = false;
        wake();
    }

    /** What waits, or how long it has to, is not what it was. */
    void wake() {
        pendingRevive.cancel();
        pendingRevive = NONE;
        if (!driver.isRegistered() || !queue.isAnythingWaiting()) {
            return;
        }
        long interval =
                context.settings().duration(Knob.MARATHON_REVIVE_INTERVAL).toNanos();
        long wait =
                lastRevive == null ? 0 : lastRevive + interval - context.loop().nanos();
        long delay = queue.shortestDelay().toNanos();
        pendingRevive = context.loop().after(Duration.ofNanos(Math.max(0, Math.max(wait, delay))), this::revive);
    }

    private void revive() {
        if (driver.isRegistered() && !queue.launchable().isEmpty()) {
            lastRevive = context.loop().nanos();
            suppressed = false;
            driver.revive();
        }
        wake();
    }

    void offered(List<Offer> offers) {
        offers.forEach(this::offered);
        if (context.isAtLeast(Profile.MODERN) && !suppressed && !queue.isAnythingWaiting()) {
            suppressed = true;
            driver.suppress();
        }
    }

    private void offered(Offer offer) {
        agents.put(offer.agentId(), Location.of(offer));
        if (isInMaintenance(offer)) {
            decline(offer);
            return;
        }
        List<Candidate> waiting = queue.launchable();
        List<Placement> placements = Placement.match(
                offer,
                waiting,
                this::locations,
                context.settings().count(Knob.MARATHON_TASKS_PER_OFFER),
                context.loop().random());
        queue.processed(waiting, placements, context.now());
        if (placements.isEmpty()) {
            decline(offer);
        } else {
            launch(offer, placements);
        }
    }

    private void decline(Offer offer) {
        Duration declined = context.settings().duration(Knob.MARATHON_DECLINE_DURATION);
        driver.accept(List.of(offer.id()), List.of(), context.unscaledSeconds(declined));
    }

    private boolean isInMaintenance(Offer offer) {
        Unavailability away = offer.unavailability();
        if (away == null || !context.isAtLeast(Profile.MODERN)) {
            return false;
        }
        long now = context.now() * 1_000_000;
        return now >= away.start() && (away.duration() == null || now - away.start() < away.duration());
    }

    private Collection<Location> locations(AppDefinition app) {
        return table.of(app.id()).stream()
                .filter(instance -> Standing.isOf(app, instance))
                .filter(instance -> instance.condition().isActive())
                .map(instance -> agents.getOrDefault(instance.agentId(), new Location(instance.host(), Map.of())))
                .toList();
    }

    private void launch(Offer offer, List<Placement> placements) {
        List<TaskInfo> tasks = new ArrayList<>();
        int[] left = {placements.size()};
        for (Placement placement : placements) {
            Instance instance = placement.instance();
            String taskId = identifiers.task(instance, instance.incarnation() + 1);
            tasks.add(TaskFactory.task(
                    context.settings().profile(), placement, taskId, offer.agentId(), offer.hostname()));
            Instance provisioned = Changes.provisioned(
                    instance,
                    placement.app(),
                    taskId,
                    offer.agentId(),
                    offer.hostname(),
                    placement.ports(),
                    context.now());
            table.put(provisioned, () -> {
                if (--left[0] == 0) {
                    send(offer, tasks);
                }
            });
        }
    }

    private void send(Offer offer, List<TaskInfo> tasks) {
        List<TaskInfo> wanted = tasks.stream().filter(this::isStillWanted).toList();
        tasks.stream().filter(task -> !wanted.contains(task)).forEach(this::neverLaunched);
        wanted.forEach(task -> context.log().info("Launching " + task.taskId() + " on " + offer.hostname()));
        Duration refuse = context.settings().duration(Knob.REFUSE_SECONDS);
        driver.accept(List.of(offer.id()), wanted, context.unscaledSeconds(refuse));
    }

    private boolean isStillWanted(TaskInfo task) {
        return table.byTask(task.taskId())
                .filter(instance -> Standing.isWanted(instance) && instance.condition() == Condition.PROVISIONED)
                .isPresent();
    }

    private void neverLaunched(TaskInfo task) {
        table.byTask(task.taskId())
                .filter(instance -> instance.condition() == Condition.PROVISIONED)
                .ifPresent(instance -> table.forget(instance, Condition.KILLED, () -> {}));
    }
}
