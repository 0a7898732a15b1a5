package io.partita.nemesis.fault.internal.traffic;

import io.partita.nemesis.fault.Arguments;
import io.partita.nemesis.fault.FaultKind;
import io.partita.nemesis.fault.Parameter;
import io.partita.nemesis.fault.internal.traffic.ShareShaping.Fate;
import java.time.Duration;
import java.util.List;
import java.util.OptionalDouble;

/** The faults of the network that a qdisc makes. */
public final class TrafficKinds {

    private static final Duration LONGEST = Duration.ofSeconds(3);
    private static final Parameter CORRELATION =
            new Parameter("correlation", "0%", "how much a packet's fate depends on that of the one before, to 90%");

    private TrafficKinds() {}

    /** All of them, in the order in which they are listed. */
    public static List<FaultKind> all() {
        return List.of(
                rateLimit(),
                slow(),
                share(
                        "lossy",
                        "A random share of the packets that the target sends to other nodes is lost.",
                        Fate.LOSS),
                share(
                        "duplicate",
                        "A random share of the packets that the target sends to other nodes arrives twice.",
                        Fate.DUPLICATE),
                reorder(),
                share(
                        "corrupt",
                        "A random bit is changed in a random share of the packets that the target sends to other nodes.",
                        Fate.CORRUPTION));
    }

    private static FaultKind rateLimit() {
        var rate = new Parameter("rate", "1m", "bytes a second, from 1k to 20m, headers included");
        var burst = new Parameter("burst", "32k", "bytes that leave at once after a pause, from 2k to 1m");
        return TrafficKind.of(
                "rate-limit",
                new TrafficKind.Template(
                        "What the target sends to other nodes leaves no faster than at a rate.",
                        List.of(rate, burst),
                        arguments -> new RateShaping(
                                arguments.bytes(rate.name(), 1 << 10, 20 << 20),
                                arguments.bytes(burst.name(), 2 << 10, 1 << 20))));
    }

    private static FaultKind slow() {
        var delay = new Parameter("delay", "100ms", "how long, from 1ms to 3s, each way where both ends are targets");
        var jitter = new Parameter("jitter", "0ms", "how much longer or shorter by chance, at most the delay");
        return TrafficKind.of(
                "slow",
                new TrafficKind.Template(
                        "What the target sends to other nodes is delayed.", List.of(delay, jitter), arguments -> {
                            Duration time = arguments.duration(delay.name(), Duration.ofMillis(1), LONGEST);
                            return new DelayShaping(
                                    time,
                                    arguments.duration(jitter.name(), Duration.ZERO, time),
                                    OptionalDouble.empty(),
                                    0);
                        }));
    }

    private static FaultKind reorder() {
        var share = new Parameter("share", "25%", "how many packets overtake, from 5% to 50%");
        var delay = new Parameter("delay", "20ms", "by how much those are later that are overtaken, 10ms to 1s");
        return TrafficKind.of(
                "reorder",
                new TrafficKind.Template(
                        "A random share of the packets that the target sends to other nodes overtakes the rest.",
                        List.of(share, delay, CORRELATION),
                        arguments -> new DelayShaping(
                                arguments.duration(delay.name(), Duration.ofMillis(10), Duration.ofSeconds(1)),
                                Duration.ZERO,
                                OptionalDouble.of(arguments.share(share.name(), 0.05, 0.5)),
                                correlation(arguments))));
    }

    private static FaultKind share(String name, String description, Fate fate) {
        var share = new Parameter("share", "20%", "how many packets, from 1% to 90%");
        return TrafficKind.of(
                name,
                new TrafficKind.Template(
                        description,
                        List.of(share, CORRELATION),
                        arguments -> new ShareShaping(
                                fate, arguments.share(share.name(), 0.01, 0.9), correlation(arguments))));
    }

    private static double correlation(Arguments arguments) {
        return arguments.share(CORRELATION.name(), 0, 0.9);
    }
}
