package io.partita.workloads.mesos.apps;

import io.partita.provisioning.system.mesos.Role;
import io.partita.workloads.http.HttpExchange;
import io.partita.workloads.mesos.Site;
import io.partita.workloads.mesos.api.App;
import io.partita.workloads.mesos.api.MarathonApi;
import io.partita.workloads.mesos.api.Reply;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Deletes the workload's apps from a cluster, whichever run made them. Not thread-safe. */
final class Leftovers {

    private static final Duration ANSWER_LIMIT = Duration.ofSeconds(5);
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final Duration POLL = Duration.ofMillis(200);

    private final Site site;
    private final HttpExchange http = new HttpExchange(ANSWER_LIMIT);

    Leftovers(Site site) {
        this.site = site;
    }

    /**
     * Deletes them, and returns when none is listed any more.
     *
     * @throws IllegalStateException if that does not come true in time
     */
    void delete() throws InterruptedException {
        long deadline = System.nanoTime() + LIMIT.toNanos();
        String left = "no Marathon was asked";
        while (System.nanoTime() < deadline) {
            for (String node : site.on(Role.MARATHON)) {
                MarathonApi marathon = site.marathon(http, node);
                Reply<List<App>> reply = marathon.apps();
                List<String> ours = reply.good().orElse(List.of()).stream()
                        .map(App::id)
                        .filter(Names::isOurs)
                        .toList();
                if (reply instanceof Reply.Ok && ours.isEmpty()) {
                    return;
                }
                left = reply instanceof Reply.Ok ? "still there: " + ours : reply.error();
                for (String app : ours) {
                    marathon.delete(app, true);
                }
            }
            TimeUnit.NANOSECONDS.sleep(POLL.toNanos());
        }
        throw new IllegalStateException("the apps of an earlier run could not be deleted within " + LIMIT.toSeconds()
                + " s: " + left + ". Delete what begins with "
                + Names.app("", 0).replaceFirst("-0$", "")
                + " by hand");
    }
}
