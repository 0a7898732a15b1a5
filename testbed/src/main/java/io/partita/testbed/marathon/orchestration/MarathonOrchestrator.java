package io.partita.testbed.marathon.orchestration;

import io.partita.testbed.marathon.app.AppDefinition;
import io.partita.testbed.marathon.state.Deployment;
import io.partita.testbed.marathon.state.Events;
import io.partita.testbed.marathon.state.Instance;
import io.partita.testbed.marathon.state.Orchestrator;
import io.partita.testbed.marathon.state.Repository;
import io.partita.testbed.marathon.state.TaskFailure;
import io.partita.testbed.messages.Address;
import io.partita.testbed.messages.FrameworkInfo;
import io.partita.testbed.messages.FrameworkMessage;
import io.partita.testbed.messages.FrameworkMessage.FrameworkError;
import io.partita.testbed.messages.FrameworkMessage.LostAgent;
import io.partita.testbed.messages.FrameworkMessage.ResourceOffers;
import io.partita.testbed.messages.FrameworkMessage.StatusUpdate;
import io.partita.testbed.messages.MasterInfo;
import io.partita.testbed.runtime.Platform;
import io.partita.testbed.settings.Knob;
import io.partita.testbed.settings.Place;
import io.partita.testbed.settings.Profile;
import io.partita.testbed.settings.Settings;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/**
 * The leading Marathon at work. This class only wires its parts together and routes what comes in:
 *
 * <pre>
 *   SchedulerDriver ── statuses ──▶ Updates ──▶ InstanceTable ──▶ Storage        what there is
 *                   ── offers ────▶ OfferDesk ◀── LaunchQueue                    launching
 *   Requests ──▶ Deployments ──▶ Caretaker ──▶ Population ──▶ Kills              what there is to be
 *   Reconciler, Absences, LaunchWatch, HealthMonitor                             what time brings
 * </pre>
 */
public final class MarathonOrchestrator implements Orchestrator {

    private static final Duration STORE_RETRY = Duration.ofSeconds(1);
    private static final int WEB_PORT = 8080;

    private final EndableLoop loop;
    private final Context context;
    private final Owner owner;
    private final SchedulerDriver driver;
    private final Apps apps = new Apps();
    private final InstanceTable table;
    private final Kills kills;
    private final LaunchDelays delays;
    private final LaunchQueue queue;
    private final OfferDesk offers;
    private final Caretaker caretaker;
    private final Deployments deployments;
    private final Requests requests;
    private final Absences absences;
    private final Updates updates;
    private final Reconciler reconciler;
    private final LaunchWatch launchWatch;
    private final HealthMonitor health;
    private String frameworkId;
    private boolean mayLaunch;

    public MarathonOrchestrator(
            Platform platform, Settings settings, Place place, Repository repository, Events events, Owner owner) {
        this.owner = owner;
        loop = new EndableLoop(platform.loop());
        Storage storage = new Storage(loop, platform.log(), repository, settings.scaled(STORE_RETRY));
        Publisher publisher = new Publisher(events, settings.profile());
        context = new Context(loop, platform.log(), settings, publisher, storage);
        driver = new SchedulerDriver(
                context,
                platform.messenger(),
                platform.zooKeeper(settings.duration(Knob.ZK_SESSION)),
                framework(platform, settings, place),
                new SchedulerDriver.Listener() {
                    @Override
                    public void registered(String id, MasterInfo master, boolean again) {
                        MarathonOrchestrator.this.registered(id, master, again);
                    }

                    @Override
                    public void lost() {
                        publisher.disconnected();
                        owner.masterLost();
                    }

                    @Override
                    public void said(FrameworkMessage message) {
                        MarathonOrchestrator.this.said(message);
                    }
                });
        Identifiers identifiers = new Identifiers(loop, settings.profile());
        table = new InstanceTable(context);
        kills = new Kills(context, driver);
        delays = new LaunchDelays(context);
        queue = new LaunchQueue(context, table, delays, this::definition);
        offers = new OfferDesk(context, driver, table, queue, identifiers);
        Population population = new Population(context, table, identifiers, kills, offers::wake);
        caretaker = new Caretaker(context, population, apps);
        deployments = new Deployments(context, apps, caretaker::tend, this::forget);
        caretaker.deployments(deployments);
        requests = new Requests(context, apps, deployments, population, identifiers);
        absences = new Absences(context, table, caretaker);
        health = new HealthMonitor(
                context,
                platform.http(),
                table,
                caretaker::progressed,
                instance -> replaceUnhealthy(instance, population));
        updates = new Updates(context, driver, table, kills, delays, absences, caretaker, health::watch, offers::wake);
        reconciler = new Reconciler(context, driver, table);
        launchWatch = new LaunchWatch(context, table, kills, updates::received);
    }

    private static FrameworkInfo framework(Platform platform, Settings settings, Place place) {
        boolean named = settings.profile().isAtLeast(Profile.LEGACY1);
        double failover = settings.duration(Knob.FAILOVER_TIMEOUT).toNanos() * settings.timeScale() / 1e9;
        return new FrameworkInfo(
                null,
                named ? "marathon" : "marathon-" + settings.profile().marathonVersion(),
                "root",
                failover,
                true,
                "*",
                place.hostname(),
                "http://" + platform.messenger().address().host() + ":" + WEB_PORT,
                settings.profile().isAtLeast(Profile.PA) ? List.of(FrameworkInfo.PARTITION_AWARE) : List.of());
    }

    @Override
    public void start(Repository.Contents contents) {
        frameworkId = contents.frameworkId().orElse(null);
        mayLaunch = frameworkId != null;
        apps.load(contents.apps());
        table.load(contents.instances());
        updates.load(contents.failures());
        deployments.load(contents.deployments());
        table.all().stream()
                .filter(instance -> instance.condition() == Instance.Condition.RUNNING)
                .forEach(health::watch);
        table.all().stream()
                .filter(instance -> !Standing.isWanted(instance) && !Standing.hasNoTask(instance))
                .forEach(instance -> kills.kill(instance.taskId(), instance.agentId()));
        deployments.all().stream()
                .flatMap(deployment -> Stream.concat(deployment.original().stream(), deployment.target().stream()))
                .forEach(app -> caretaker.tend(app.id()));
        driver.start(frameworkId);
        reconciler.start();
        absences.start();
        launchWatch.start();
        startComparisons();
    }

    /** Where there is no comparison of its own, it comes with reconciliation. */
    private void startComparisons() {
        Settings settings = context.settings();
        Duration delay = settings.optionalDuration(Knob.MARATHON_SCALE_DELAY)
                .orElseGet(() -> settings.duration(Knob.MARATHON_RECONCILE_DELAY));
        Duration interval = settings.optionalDuration(Knob.MARATHON_SCALE_INTERVAL)
                .orElseGet(() -> settings.duration(Knob.MARATHON_RECONCILE_INTERVAL));
        loop.after(delay, () -> {
            caretaker.tendAll(table.all());
            loop.every(interval, () -> caretaker.tendAll(table.all()));
        });
    }

    @Override
    public void stop() {
        if (!loop.hasEnded()) {
            driver.stop();
            loop.end();
        }
    }

    private void registered(String id, MasterInfo master, boolean again) {
        if (id.equals(frameworkId)) {
            ready(id, master, again);
            return;
        }
        frameworkId = id;
        // Until a successor could know the id, nothing is launched under it.
        context.storage().frameworkId(id, () -> ready(id, master, again));
    }

    private void ready(String id, MasterInfo master, boolean again) {
        mayLaunch = true;
        context.publisher().registered(id, master, again);
        kills.registered();
        offers.registered();
        reconciler.registered();
    }

    /** A heartbeat has done its work by coming; a rescinded offer is refused when it is used. */
    private void said(FrameworkMessage message) {
        if (message instanceof ResourceOffers offered) {
            if (mayLaunch) {
                offers.offered(offered.offers());
            } else {
                offered.offers().forEach(offer -> driver.accept(List.of(offer.id()), List.of(), 0));
            }
        } else if (message instanceof StatusUpdate update) {
            reconciler.answered(update.status().taskId());
            updates.received(update.status());
        } else if (message instanceof FrameworkError error) {
            context.log().error("Error: " + error.message());
            owner.refused(error.message());
        } else if (message instanceof LostAgent lost) {
            context.log().info("Lost agent " + lost.agentId());
        }
    }

    /** An app is no more; another one of that name has nothing to do with it. */
    private void forget(String appId) {
        updates.forget(appId);
        delays.reset(appId);
        queue.forget(appId);
    }

    private AppDefinition definition(Instance instance) {
        return deployments
                .inForce(instance.appId())
                .filter(app -> Standing.isOf(app, instance))
                .orElse(instance.app());
    }

    private void replaceUnhealthy(Instance instance, Population population) {
        if (Standing.isWanted(instance) && !kills.isPending(instance.taskId())) {
            String reason = instance.health().lastFailureCause();
            context.log().info("Killing unhealthy " + instance.taskId() + ": " + reason);
            context.publisher().unhealthyKilled(instance, reason);
            updates.killedAsUnhealthy(instance.taskId());
            population.replaceTask(instance);
        }
    }

    @Override
    public Optional<String> frameworkId() {
        return mayLaunch ? Optional.ofNullable(frameworkId) : Optional.empty();
    }

    @Override
    public Optional<String> master() {
        return driver.master().map(Address::toString);
    }

    @Override
    public List<AppDefinition> apps() {
        return apps.all();
    }

    @Override
    public Optional<AppDefinition> app(String appId) {
        return apps.find(appId);
    }

    @Override
    public List<Instance> instances(String appId) {
        return appId == null ? table.all() : table.of(appId);
    }

    @Override
    public Optional<TaskFailure> lastFailure(String appId) {
        return updates.lastFailure(appId);
    }

    @Override
    public List<Deployment> deployments() {
        return deployments.all();
    }

    @Override
    public List<Queued> queue() {
        return queue.view();
    }

    @Override
    public CompletableFuture<Deployment> change(List<AppDefinition> target, List<String> deleted, boolean force) {
        return requests.change(target, deleted, force);
    }

    @Override
    public CompletableFuture<Deployment> restart(String appId, String version, boolean force) {
        return requests.restart(appId, version, force);
    }

    @Override
    public CompletableFuture<Optional<Deployment>> kill(
            List<Instance> instances, boolean scale, boolean wipe, boolean force) {
        return requests.kill(instances, scale, wipe, force);
    }

    @Override
    public CompletableFuture<Optional<Deployment>> cancel(String deploymentId, boolean force) {
        return requests.cancel(deploymentId, force);
    }

    @Override
    public boolean resetDelay(String appId) {
        boolean queued =
                queue.view().stream().anyMatch(entry -> entry.app().id().equals(appId));
        if (queued) {
            delays.reset(appId);
            offers.wake();
        }
        return queued;
    }
}
