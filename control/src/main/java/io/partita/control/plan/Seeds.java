package io.partita.control.plan;

/** Sub-seeds: independent random sources for the parts of a run, all fixed by the one seed that the user sees. */
public final class Seeds {

    private Seeds() {}

    /** The seed of the part called {@code name}. */
    public static long derive(long seed, String name) {
        long mixed = seed;
        for (int i = 0; i < name.length(); i++) {
            mixed = mix(mixed + name.charAt(i));
        }
        return mix(mixed);
    }

    /** The finalizer of SplitMix64 (Steele, Lea, Flood, OOPSLA 2014). */
    private static long mix(long z) {
        long y = z + 0x9E3779B97F4A7C15L;
        y = (y ^ (y >>> 30)) * 0xBF58476D1CE4E5B9L;
        y = (y ^ (y >>> 27)) * 0x94D049BB133111EBL;
        return y ^ (y >>> 31);
    }
}
