package io.partita.provisioning.host;

import java.util.Optional;

/**
 * The memory of a node. Immutable.
 *
 * @param limit how many bytes it may use; empty for as many as there are
 * @param used how many it uses
 */
public record MemoryUse(Optional<Long> limit, long used) {

    private static final long PAGE = 4096;

    /** Reads what {@link NodeHost#memory} printed. */
    public static MemoryUse parse(String output) {
        String[] words = output.strip().split(" ");
        return new MemoryUse(
                words[0].equals("none") ? Optional.empty() : Optional.of(Long.parseLong(words[0])),
                Long.parseLong(words[1]));
    }

    /** The largest number of bytes up to {@code bytes} that a limit can be. */
    public static long wholePages(long bytes) {
        return bytes / PAGE * PAGE;
    }
}
