package io.partita.workloads.mesos.discovery;

import io.partita.checker.liveness.Moment;
import io.partita.checker.liveness.Obligation;
import io.partita.provisioning.system.mesos.Role;
import io.partita.workloads.mesos.observe.FinalPhase;
import io.partita.workloads.mesos.observe.Sample;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What sources owe in the end, when all faults are healed and nothing is killed any more: that each names exactly the tasks
 * that live. The masters owe it together, because only one of them leads.
 */
final class Agreement {

    static final String KIND = "agreement";

    private final Facts facts;
    private final Truth truth;
    private final List<Sample<Listing>> listings;

    Agreement(Facts facts, Truth truth, List<Sample<Listing>> listings) {
        this.facts = facts;
        this.truth = truth;
        this.listings = listings;
    }

    List<Obligation> obligations(FinalPhase phase) {
        List<Obligation> owed = new ArrayList<>();
        for (Source source : facts.sources()) {
            boolean together = source.role() == Role.MASTER;
            if (together && owed.stream().anyMatch(one -> one.subject().equals(subject(source)))) {
                continue;
            }
            List<Sample<Listing>> own = listings.stream()
                    .filter(listing -> listing.fromIndex() > phase.begun().index())
                    .filter(listing -> together
                            ? listing.value().source().role() == Role.MASTER
                            : listing.value().source().equals(source))
                    .toList();
            owed.add(obligation(source, phase, own));
        }
        return owed;
    }

    private static String subject(Source source) {
        return source.role() == Role.MASTER ? "the leading master" : source.words();
    }

    private Obligation obligation(Source source, FinalPhase phase, List<Sample<Listing>> own) {
        Obligation owed = Obligation.of(
                KIND,
                subject(source),
                unmet(source, own),
                phase.begun(),
                facts.bounds().convergenceBound().plus(facts.bound(source.role())));
        return own.stream()
                .filter(this::agrees)
                .findFirst()
                .map(listing -> owed.metAt(new Moment(listing.to(), listing.index())))
                .orElse(owed);
    }

    /** Whether a listing names exactly those that lived all the while. */
    private boolean agrees(Sample<Listing> listing) {
        Set<String> living = truth.living(listing.from());
        return !living.isEmpty()
                && living.equals(truth.living(listing.to()))
                && living.equals(listing.value().tasks());
    }

    private String unmet(Source source, List<Sample<Listing>> own) {
        String begin =
                subject(source) + " did not name exactly the living tasks of " + facts.app() + " after the last heal";
        if (own.isEmpty()) {
            return begin + ", because it gave no good answer at all,";
        }
        Sample<Listing> last = own.get(own.size() - 1);
        Set<String> surplus = new TreeSet<>(last.value().tasks());
        surplus.removeAll(truth.living(last.from()));
        Set<String> lacking = new TreeSet<>(truth.living(last.from()));
        lacking.removeAll(last.value().tasks());
        return begin + " (at last " + last.value().tasks().size() + " instead of "
                + truth.living(last.from()).size() + example(", dead ", surplus) + example(", missing ", lacking) + ")";
    }

    private static String example(String words, Set<String> tasks) {
        Optional<String> first = tasks.stream().filter(Objects::nonNull).findFirst();
        return first.map(task -> words + task + (tasks.size() == 1 ? "" : " and " + (tasks.size() - 1) + " more"))
                .orElse("");
    }

    /** From the beginning of the final phase until all must agree, one interval of observations included. */
    static Duration limit(Facts facts) {
        return facts.roles().stream()
                .map(facts::bound)
                .max(Duration::compareTo)
                .orElse(Duration.ZERO)
                .plus(facts.bounds().convergenceBound())
                .plus(facts.observationInterval());
    }
}
