package io.partita.nemesis.fault.internal.traffic;

import io.partita.nemesis.node.Flood;
import io.partita.nemesis.proof.Links;
import io.partita.nemesis.proof.Proof;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * Packets leave no faster than at a rate.
 *
 * <p>The proof sends, from every target, what takes half a second at that rate besides the burst, and measures how long it
 * takes until all has left: eight tenths of the time expected at least, through our class, which had to hold packets back.
 *
 * @param bytesPerSecond the rate
 * @param burst how many bytes leave at once after a pause
 */
record RateShaping(long bytesPerSecond, long burst) implements Shaping {

    private static final long LEAST_HARMLESS = 256 * 1024;
    private static final double PAUSE_SECONDS = 0.5;
    private static final double TOLERATED = 0.8;

    @Override
    public String words() {
        return "leave at " + bytesPerSecond + " bytes a second at most";
    }

    @Override
    public Map<String, Object> intent() {
        return Map.of("effect", "rate", "bytesPerSecond", bytesPerSecond, "burst", burst);
    }

    @Override
    public String rate() {
        return "rate " + bytesPerSecond + "bps burst " + burst + " cburst " + burst;
    }

    @Override
    public String netem() {
        return "";
    }

    @Override
    public boolean overwhelms() {
        return bytesPerSecond < LEAST_HARMLESS;
    }

    @Override
    public Proof measure(Links links) {
        long count = 2 + (long) ((burst + bytesPerSecond * PAUSE_SECONDS) / Flood.DATAGRAM);
        Map<String, Flood> floods = links.nodes()
                .parallel(
                        links.targets(),
                        remote -> Flood.parse(remote.require(Flood.command(
                                        links.firstReceiver(remote.node()).address(), count))
                                .stdout()));
        var missing = new ArrayList<String>();
        Map<String, Object> data = new TreeMap<>();
        floods.forEach((node, flood) -> {
            missing.addAll(judge(node, flood));
            data.put(
                    node,
                    Map.of(
                            "bytes", flood.bytes(),
                            "elapsedMs", flood.micros() / 1000,
                            "heldBack", flood.overlimits()));
        });
        return Proof.of(String.join("; ", missing), Map.of("floods", data));
    }

    private List<String> judge(String node, Flood flood) {
        var missing = new ArrayList<String>();
        double expected = TOLERATED * (flood.bytes() - burst) / bytesPerSecond;
        if (flood.micros() < expected * 1e6) {
            missing.add(String.format(
                    Locale.ROOT,
                    "%d bytes left %s in %d ms, expected are %d ms at least",
                    flood.bytes(),
                    node,
                    flood.micros() / 1000,
                    (long) (expected * 1000)));
        }
        if (flood.shaped() < flood.bytes() || flood.overlimits() == 0) {
            missing.add("our class on " + node + " held no packet back");
        }
        return missing;
    }
}
