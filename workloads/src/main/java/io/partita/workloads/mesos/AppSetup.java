package io.partita.workloads.mesos;

import io.partita.provisioning.system.mesos.Role;
import io.partita.workloads.http.HttpExchange;
import io.partita.workloads.mesos.api.App;
import io.partita.workloads.mesos.api.MarathonApi;
import io.partita.workloads.mesos.api.Reply;
import io.partita.workloads.mesos.nodes.NodeTasks;
import io.partita.workloads.mesos.nodes.ProcessListing;
import io.partita.workloads.mesos.nodes.TaskProcess;
import io.partita.workloads.mesos.nodes.TaskProgram;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Puts a workload's apps into a cluster before its load begins, and takes them out again. Not thread-safe. */
public final class AppSetup {

    private static final Logger LOG = LoggerFactory.getLogger(AppSetup.class);
    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration ANSWER_LIMIT = Duration.ofSeconds(10);

    private final Site site;
    private final TaskProgram program;
    private final HttpExchange http = new HttpExchange(ANSWER_LIMIT);

    /** @param program what the apps' instances run */
    public AppSetup(Site site, TaskProgram program) {
        this.site = site;
        this.program = program;
    }

    /**
     * Installs the program, makes {@code apps}, and waits until each has as many living tasks as it is to have.
     *
     * @throws IllegalStateException if Marathon refuses one, or they do not run in time; says which and what is lacking
     */
    public void create(List<AppSpec> apps) throws InterruptedException {
        create(apps, (live, instances) -> live == instances);
    }

    /** As {@link #create}, for a workload that judges by itself what there is too much of. */
    public void createAtLeast(List<AppSpec> apps) throws InterruptedException {
        create(apps, (live, instances) -> live >= instances);
    }

    /** Whether so many living tasks will do for so many instances. */
    private interface Enough {
        boolean test(long live, long instances);
    }

    private void create(List<AppSpec> apps, Enough enough) throws InterruptedException {
        program.install(site.nodes());
        for (AppSpec app : apps) {
            make(app);
        }
        awaitRunning(apps, enough);
    }

    /** Makes an app; {@link #create} was called before. */
    public void createWithoutWaiting(AppSpec app) throws InterruptedException {
        make(app);
    }

    private void make(AppSpec app) throws InterruptedException {
        long deadline = deadline();
        while (true) {
            MarathonApi marathon = marathon();
            Reply<App> reply = marathon.create(app.toJson());
            if (reply instanceof Reply.Ok<App>) {
                return;
            }
            // What became of a request without an answer must be known before it is made again.
            if (marathon.app(app.id()) instanceof Reply.Ok<App>) {
                return;
            }
            boolean hopeless = reply instanceof Reply.Refused<App> refused
                    && refused.answer() != null
                    && refused.answer().status() < 500;
            if (hopeless || System.nanoTime() > deadline) {
                throw new IllegalStateException("Marathon did not make app " + app.id() + ": " + reply.error());
            }
            pause();
        }
    }

    private void awaitRunning(List<AppSpec> apps, Enough enough) throws InterruptedException {
        long deadline = deadline();
        while (true) {
            NodeTasks found = ProcessListing.of(site.nodes()).read();
            Map<String, Long> live = live(found);
            String lacking = apps.stream()
                    .filter(app -> !enough.test(live.getOrDefault(app.id(), 0L), app.instances()))
                    .map(app -> app.id() + " has " + live.getOrDefault(app.id(), 0L) + " of " + app.instances())
                    .collect(Collectors.joining(", "));
            if (lacking.isEmpty() && found.unreadable().isEmpty()) {
                return;
            }
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException("the apps do not run: of living tasks " + lacking
                        + (found.unreadable().isEmpty() ? "" : "; not readable: " + found.unreadable()));
            }
            pause();
        }
    }

    /** How many tasks of each app live. */
    public static Map<String, Long> live(NodeTasks found) {
        return found.live().values().stream()
                .flatMap(List::stream)
                .collect(Collectors.groupingBy(TaskProcess::app, Collectors.counting()));
    }

    /** Asks Marathon to delete {@code apps}, then ends whatever is left of their processes, and takes the program away. */
    public void remove(List<AppSpec> apps) throws InterruptedException {
        for (AppSpec app : apps) {
            Reply<?> reply = marathon().delete(app.id(), true);
            if (!(reply instanceof Reply.Ok)) {
                LOG.info("app {} was not deleted: {}", app.id(), reply.error());
            }
        }
        program.killAll(site.nodes());
        program.remove(site.nodes());
    }

    /** The Marathon that leads, or the first if none says so. */
    private MarathonApi marathon() throws InterruptedException {
        List<String> nodes = site.on(Role.MARATHON);
        for (String node : nodes) {
            String leader = site.marathon(http, node)
                    .info()
                    .good()
                    .flatMap(info -> site.nodeAt(info.leader()))
                    .orElse(null);
            if (leader != null) {
                return site.marathon(http, leader);
            }
        }
        return site.marathon(http, nodes.get(0));
    }

    /** Deployments follow each other, and each may have to wait for offers. */
    private long deadline() {
        return System.nanoTime()
                + site.bounds().launchBound().multipliedBy(4).plusSeconds(20).toNanos();
    }

    private static void pause() throws InterruptedException {
        TimeUnit.NANOSECONDS.sleep(POLL.toNanos());
    }
}
