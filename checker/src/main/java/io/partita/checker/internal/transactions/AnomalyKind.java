package io.partita.checker.internal.transactions;

import static io.partita.checker.internal.transactions.ConsistencyModel.READ_COMMITTED;
import static io.partita.checker.internal.transactions.ConsistencyModel.READ_UNCOMMITTED;
import static io.partita.checker.internal.transactions.ConsistencyModel.REPEATABLE_READ;
import static io.partita.checker.internal.transactions.ConsistencyModel.SNAPSHOT_ISOLATION;
import static io.partita.checker.internal.transactions.ConsistencyModel.STRICT_SERIALIZABLE;
import static io.partita.checker.internal.transactions.ConsistencyModel.STRONG_SESSION_SERIALIZABLE;
import static io.partita.checker.internal.transactions.ConsistencyModel.STRONG_SESSION_SNAPSHOT_ISOLATION;
import static io.partita.checker.internal.transactions.ConsistencyModel.STRONG_SNAPSHOT_ISOLATION;

import java.util.List;

/**
 * What can be wrong with transactions, worst first, and the weakest models that it rules out.
 *
 * <p>G0 to G2-item are cycles of dependencies, named by Adya ("Weak consistency", MIT 1999); the other names, and which
 * model forbids what, follow Kingsbury and Alvaro ("Elle: inferring isolation anomalies from experimental
 * observations", VLDB 2020) with Bailis et al. ("Highly available transactions", VLDB 2014) and Cerone and Gotsman
 * ("Analysing snapshot isolation", PODC 2016): snapshot isolation forbids every cycle without two neighbouring rw.
 */
enum AnomalyKind {
    GARBAGE_READ("garbage-read", "a value that nobody wrote", READ_UNCOMMITTED),
    DUPLICATE_ELEMENTS("duplicate-elements", "one append that took effect twice", READ_UNCOMMITTED),
    INCOMPATIBLE_ORDER("incompatible-order", "two orders of the same list", READ_COMMITTED),
    CYCLIC_VERSIONS("cyclic-versions", "versions of one key that each came before the other", READ_COMMITTED),
    DIRTY_UPDATE("dirty-update", "a write on top of an aborted one", READ_COMMITTED),
    G1A("G1a", "aborted read", READ_COMMITTED),
    G1B("G1b", "intermediate read", READ_COMMITTED),
    FUTURE_READ("future-read", "a read of one's own later write", READ_COMMITTED),
    INTERNAL("internal", "a transaction at odds with itself", REPEATABLE_READ, SNAPSHOT_ISOLATION),
    LOST_UPDATE("lost-update", "two updates of one version", REPEATABLE_READ, SNAPSHOT_ISOLATION),
    G0("G0", "write cycle", READ_UNCOMMITTED),
    G1C("G1c", "circular information flow", READ_COMMITTED),
    G_SINGLE("G-single", "read skew", REPEATABLE_READ, SNAPSHOT_ISOLATION),
    G_NONADJACENT("G-nonadjacent", "long fork", REPEATABLE_READ, SNAPSHOT_ISOLATION),
    G2_ITEM("G2-item", "write skew", REPEATABLE_READ),
    G0_PROCESS("G0-process", "write cycle with the order of a process", STRONG_SESSION_SNAPSHOT_ISOLATION),
    G1C_PROCESS("G1c-process", "information flow against the order of a process", STRONG_SESSION_SNAPSHOT_ISOLATION),
    G_SINGLE_PROCESS("G-single-process", "a process that reads back in time", STRONG_SESSION_SNAPSHOT_ISOLATION),
    G_NONADJACENT_PROCESS(
            "G-nonadjacent-process", "long fork with the order of a process", STRONG_SESSION_SNAPSHOT_ISOLATION),
    G2_ITEM_PROCESS("G2-item-process", "write skew with the order of a process", STRONG_SESSION_SERIALIZABLE),
    G0_REALTIME("G0-realtime", "write cycle with real time", STRONG_SNAPSHOT_ISOLATION),
    G1C_REALTIME("G1c-realtime", "information flow against real time", STRONG_SNAPSHOT_ISOLATION),
    G_SINGLE_REALTIME("G-single-realtime", "stale read", STRONG_SNAPSHOT_ISOLATION),
    G_NONADJACENT_REALTIME("G-nonadjacent-realtime", "long fork with real time", STRONG_SNAPSHOT_ISOLATION),
    G2_ITEM_REALTIME("G2-item-realtime", "write skew with real time", STRICT_SERIALIZABLE);

    private final String label;
    private final String meaning;
    private final List<ConsistencyModel> weakestViolated;

    AnomalyKind(String label, String meaning, ConsistencyModel... weakestViolated) {
        this.label = label;
        this.meaning = meaning;
        this.weakestViolated = List.of(weakestViolated);
    }

    /** The name in the literature. */
    String label() {
        return label;
    }

    /** The name in plain words. */
    String meaning() {
        return meaning;
    }

    List<ConsistencyModel> weakestViolated() {
        return weakestViolated;
    }
}
