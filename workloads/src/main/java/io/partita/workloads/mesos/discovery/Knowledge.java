package io.partita.workloads.mesos.discovery;

import io.partita.checker.liveness.Moment;
import io.partita.checker.liveness.Obligation;
import io.partita.checker.liveness.Span;
import io.partita.provisioning.system.mesos.Role;
import io.partita.workloads.mesos.observe.Moments;
import io.partita.workloads.mesos.observe.Sample;
import io.partita.workloads.mesos.observe.TaskLife;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * What sources owe to the living: that each task is named, from its start or from the first answer that leaves it out, soon
 * afterwards. One kind of source owes it together: whichever of the Marathons is asked, the leader answers.
 *
 * <p>It is owed only in the stretches in which news of the task reaches the source and the task certainly lives. After a
 * stretch in which it did not, news has as long again to come through; if that was long enough for the task to be given up,
 * it may first have to be ended as one too many. What is not yet paid when such a stretch ends is owed no longer.
 */
final class Knowledge {

    private final Facts facts;
    private final Truth truth;
    private final Moments moments;
    private final List<Sample<Listing>> listings;

    Knowledge(Facts facts, Truth truth, Moments moments, List<Sample<Listing>> listings) {
        this.facts = facts;
        this.truth = truth;
        this.moments = moments;
        this.listings = listings;
    }

    /** What such obligations are called. */
    static String kind(Role role) {
        return "naming by the " + Source.kind(role);
    }

    List<Obligation> obligations() {
        List<Obligation> owed = new ArrayList<>();
        for (Role role : facts.roles()) {
            List<Sample<Listing>> own = listings.stream()
                    .filter(listing -> listing.value().source().role() == role)
                    .toList();
            Source any = facts.sources().stream()
                    .filter(source -> source.role() == role)
                    .findFirst()
                    .orElseThrow();
            for (TaskLife life : truth.lives()) {
                for (Span span : stretches(any, life)) {
                    walk(role, life, span, own, owed);
                }
            }
        }
        return owed;
    }

    /** When {@code life} is to be known, give or take the bound. */
    private List<Span> stretches(Source source, TaskLife life) {
        List<Span> stretches = new ArrayList<>();
        long before = 0;
        for (Span span : truth.informed(source, life.node()).list()) {
            long gap = Math.max(0, span.from() - before);
            long from = Math.max(life.start(), span.from() + (span.from() <= 0 ? 0 : grace(gap)));
            long to = Math.min(life.lastSeen(), span.to());
            if (from < to) {
                stretches.add(new Span(from, to));
            }
            before = span.to();
        }
        return stretches;
    }

    /** How long after a gap what was held up may still be under way, ns. */
    private long grace(long gap) {
        Duration loss = facts.bounds().agentLossWindow().earliest().minus(facts.observationInterval());
        return gap < loss.toNanos()
                ? gap
                : Math.max(gap, facts.bounds().convergenceBound().toNanos());
    }

    private void walk(Role role, TaskLife life, Span span, List<Sample<Listing>> own, List<Obligation> owed) {
        Obligation open =
                span.from() == life.start() ? owed(role, life, moments.at(span.from()), "was not named") : null;
        for (Sample<Listing> listing : own) {
            if (listing.from() < span.from() || listing.to() > span.to()) {
                continue;
            }
            boolean named = listing.value().tasks().contains(life.task());
            Moment now = new Moment(listing.to(), listing.index());
            if (named && open != null) {
                owed.add(open.metAt(now));
                open = null;
            } else if (!named && open == null) {
                open = owed(role, life, now, "was left out, and not named again");
            }
        }
        if (open != null) {
            Moment end = moments.at(span.to());
            owed.add(end.compareTo(open.since()) < 0 ? open : open.cancelledAt(end));
        }
    }

    private Obligation owed(Role role, TaskLife life, Moment since, String what) {
        return Obligation.of(
                kind(role),
                "task " + life.task(),
                "task " + life.task() + ", which lived on " + life.node() + ", " + what + " by any "
                        + Source.kind(role),
                since,
                facts.bound(role));
    }
}
