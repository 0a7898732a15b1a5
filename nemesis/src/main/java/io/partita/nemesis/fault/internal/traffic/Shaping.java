package io.partita.nemesis.fault.internal.traffic;

import io.partita.nemesis.proof.Links;
import io.partita.nemesis.proof.Proof;
import java.util.List;
import java.util.Map;

/** What a qdisc of ours does to packets that leave a node for other nodes. Immutable. */
interface Shaping {

    /** The rate of a class that is to slow nothing down. */
    String UNLIMITED = "rate 10gbit burst 10m cburst 10m";

    /** What happens to packets, as a sentence goes on: "are delayed by 100 ms". */
    String words();

    /** What it sets out to do, as JSON values. */
    Map<String, Object> intent();

    /** The class, in the words of tc. */
    default String rate() {
        return UNLIMITED;
    }

    /** What netem does, in its words; empty for no netem. */
    String netem();

    /** The qdiscs that the kernel must have. */
    default List<String> kinds() {
        return netem().isEmpty() ? List.of("htb") : List.of("htb", "netem");
    }

    /** Whether no other fault of the network could be proven beside it: connections are made too slowly, or too rarely. */
    boolean overwhelms();

    /** Makes traffic on {@code links}, each of which begins at a target, and measures what becomes of it. */
    Proof measure(Links links);
}
