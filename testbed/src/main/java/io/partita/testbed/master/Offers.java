package io.partita.testbed.master;

import io.partita.testbed.master.cluster.AgentEntry;
import io.partita.testbed.master.cluster.FrameworkEntry;
import io.partita.testbed.messages.FrameworkMessage.RescindOffer;
import io.partita.testbed.messages.FrameworkMessage.ResourceOffers;
import io.partita.testbed.messages.Offer;
import io.partita.testbed.messages.Offer.Unavailability;
import io.partita.testbed.messages.Resources;
import io.partita.testbed.settings.Bug;
import io.partita.testbed.settings.Knob;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** Outstanding offers: made, taken, withdrawn, timed out. An offer ends exactly once. */
final class Offers {

    private final Context context;
    /** With bug B18 only: offers that were withdrawn, and are honoured all the same. */
    private final Map<String, Offer> withdrawn = new LinkedHashMap<>();

    private long made;

    Offers(Context context) {
        this.context = context;
    }

    /** Offers {@code resources} of an agent to a framework. */
    void make(FrameworkEntry framework, AgentEntry agent, Resources resources, Unavailability unavailability) {
        Offer offer = new Offer(
                context.self().id() + "-O" + made++,
                framework.id(),
                agent.id(),
                agent.info().hostname(),
                agent.info().address(),
                resources,
                agent.info().attributes(),
                unavailability);
        context.cluster().offers().put(offer.id(), offer);
        context.log().info("Sending 1 offers to framework " + framework);
        context.tell(framework, new ResourceOffers(List.of(offer)));
        context.settings()
                .optionalDuration(Knob.OFFER_TIMEOUT)
                .ifPresent(limit -> context.loop().after(limit, () -> rescind(offer)));
    }

    /** Takes an offer off the table for its framework to use; empty if there is none like it. */
    Optional<Offer> take(String offerId, String frameworkId) {
        Offer offer = context.cluster().offers().get(offerId);
        if (offer == null && context.settings().has(Bug.B18)) {
            offer = withdrawn.get(offerId);
        }
        if (offer == null || !offer.frameworkId().equals(frameworkId)) {
            return Optional.empty();
        }
        context.cluster().offers().remove(offerId);
        withdrawn.remove(offerId);
        return Optional.of(offer);
    }

    void rescindOn(String agentId) {
        rescindAll(offer -> offer.agentId().equals(agentId));
    }

    void rescindOf(String frameworkId) {
        rescindAll(offer -> offer.frameworkId().equals(frameworkId));
    }

    private void rescindAll(Predicate<Offer> which) {
        new ArrayList<>(context.cluster().offers().values())
                .stream().filter(which).forEach(this::rescind);
    }

    private void rescind(Offer offer) {
        if (context.cluster().offers().remove(offer.id()) == null) {
            return;
        }
        context.log().info("Removing offer " + offer.id());
        if (context.settings().has(Bug.B18)) {
            withdrawn.put(offer.id(), offer);
        }
        FrameworkEntry framework = context.cluster().frameworks().get(offer.frameworkId());
        if (framework != null) {
            context.tell(framework, new RescindOffer(offer.id()));
        }
    }
}
