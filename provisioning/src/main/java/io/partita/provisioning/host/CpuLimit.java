package io.partita.provisioning.host;

import java.time.Duration;
import java.util.Optional;

/**
 * How long a node may be on the cpu, all cores together, in each period. Immutable.
 *
 * @param quotaMicros how long, in µs; empty for as long as it wants
 * @param periodMicros how long a period is, in µs
 */
public record CpuLimit(Optional<Long> quotaMicros, long periodMicros) {

    private static final long PERIOD = Duration.ofMillis(100).toNanos() / 1000;

    /** A share of one core: 0.2 is a fifth of it. */
    public static CpuLimit ofOneCore(double share) {
        return new CpuLimit(Optional.of(Math.round(share * PERIOD)), PERIOD);
    }

    /** Reads the first two words that {@link NodeHost#cpu} printed. */
    public static CpuLimit parse(String output) {
        String[] words = output.strip().split(" ");
        return new CpuLimit(
                words[0].equals("none") ? Optional.empty() : Optional.of(Long.parseLong(words[0])),
                Long.parseLong(words[1]));
    }
}
