package io.partita.nemesis.fault.internal.node;

import io.partita.nemesis.proof.Proof;
import io.partita.provisioning.remote.Command;
import java.util.List;
import java.util.Map;

/** What the machine that carries nodes does to some of them, how it takes that back, and how either is seen. */
public interface Deed {

    /** How long the nodes cannot be used because of it. */
    enum Absence {
        NONE,
        /** From the blow until the node has come back by itself. */
        DURING_INJECTION,
        /** Until it is taken back. */
        UNTIL_RECOVERY
    }

    /** What it does, in words: "power off". */
    String words();

    /** What it sets out to do, for programs. */
    Map<String, Object> intent();

    /** What it owns on each node. */
    List<String> objects();

    default Absence absence() {
        return Absence.NONE;
    }

    /** The command that does it to {@code node}. */
    Command inject(String node);

    /** The command that takes it back; exits 0 if and only if it is gone then. */
    Command undo(String node);

    /** Measures once whether it is in force on all its nodes. */
    Proof active();

    /** Measures once whether it is gone from all its nodes. */
    Proof gone();
}
