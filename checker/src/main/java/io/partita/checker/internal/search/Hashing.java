package io.partita.checker.internal.search;

/** Spreads the bits of a key over a hash. */
final class Hashing {

    private Hashing() {}

    /** The finishing step of SplitMix64 (Steele, Lea, Flood, OOPSLA 2014): every input bit moves every output bit. */
    static long mix(long key) {
        long z = (key ^ key >>> 30) * 0xBF58476D1CE4E5B9L;
        z = (z ^ z >>> 27) * 0x94D049BB133111EBL;
        return z ^ z >>> 31;
    }
}
