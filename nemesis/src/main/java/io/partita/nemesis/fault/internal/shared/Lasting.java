package io.partita.nemesis.fault.internal.shared;

import io.partita.nemesis.fault.Availability;
import io.partita.provisioning.system.SystemUnderTest;
import io.partita.provisioning.system.mesos.MesosBounds;
import io.partita.provisioning.system.mesos.MesosCluster;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;

/** How long a fault lasts: as the schedule says, or as follows from how soon a system takes an agent for lost. */
public enum Lasting {
    /** As long as the schedule says. */
    AS_PLANNED("", bounds -> Duration.ZERO),
    /** As long as it takes to notice that something is amiss, and far too short to take the agent for lost. */
    SHORT(
            " Lasts a fifth of the time after which an agent is lost at the earliest: its tasks must survive.",
            bounds -> bounds.agentLossWindow().earliest().dividedBy(5)),
    /** Long enough that several pings are missed, and too short to take the agent for lost. */
    WITHIN_LOSS_WINDOW(
            " Lasts seven tenths of the time after which an agent is lost at the earliest: it must be harmless.",
            bounds -> bounds.agentLossWindow().earliest().multipliedBy(7).dividedBy(10)),
    /** Until the agent has been taken for lost and its tasks have had the time to be started elsewhere. */
    BEYOND_LOSS_WINDOW(
            " Lasts until the agent must be lost and its tasks run elsewhere.",
            bounds -> bounds.agentLossWindow().latest().plus(bounds.launchBound()));

    private final String sentence;
    private final Function<MesosBounds, Duration> time;

    Lasting(String sentence, Function<MesosBounds, Duration> time) {
        this.sentence = sentence;
        this.time = time;
    }

    /** One sentence with a blank before it, or nothing. */
    public String sentence() {
        return sentence;
    }

    /** What it needs of a system, with a comma before it, or nothing. */
    public String needs() {
        return this == AS_PLANNED ? "" : ", with a time after which an agent is lost (Mesos)";
    }

    /** Whether {@code system} says what the time follows from. */
    public Availability suits(SystemUnderTest system) {
        return this == AS_PLANNED || system instanceof MesosCluster
                ? Availability.YES
                : Availability.no((system == null ? "no system" : system.name())
                        + " does not say after which time an agent is lost");
    }

    /** How long the fault lasts on {@code system}; empty if that is for the schedule to say. */
    public Optional<Duration> on(SystemUnderTest system) {
        return this != AS_PLANNED && system instanceof MesosCluster cluster
                ? Optional.of(time.apply(cluster.bounds()))
                : Optional.empty();
    }
}
