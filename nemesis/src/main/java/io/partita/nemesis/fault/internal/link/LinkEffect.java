package io.partita.nemesis.fault.internal.link;

import io.partita.nemesis.node.OwnChain;
import io.partita.nemesis.proof.LinkProof;
import io.partita.nemesis.proof.Links;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** What is done to packets where they arrive, on every link between targets and other nodes. Immutable. */
interface LinkEffect {

    /** The chain that does it. */
    OwnChain chain();

    /** What happens to packets, as a sentence goes on: "20% of the packets are lost". */
    String words();

    /** What it sets out to do, as JSON values. */
    Map<String, Object> intent();

    /** What a fault with it owns on every node. */
    default List<String> objects() {
        return List.of(chain().object());
    }

    /** The rules for one source, which is given as {@code -s 10.0.0.2/32}. */
    List<String> rules(String source);

    /** What makes, as often as it is asked, traffic on {@code links} and looks at what becomes of it. */
    Supplier<LinkProof.Measurement> measuring(Links links);
}
