package io.partita.checker.simulation;

import java.util.List;
import java.util.Random;

/** An atomic object that simulated clients use: it chooses their questions, answers them, and can be made to lie. */
interface SimulatedObject {

    /** What became of a call at the instant of its effect. */
    enum Effect {
        /** It happened; {@link Call#answer} holds the answer, {@link Call#refused} whether that was a no. */
        DONE,
        /** It can't happen yet; it is tried again after other calls. */
        WAITS
    }

    /** The next question of {@code client}, which has nothing open. */
    Call ask(int client, Random random);

    /** Lets the call happen now. */
    Effect apply(Call call);

    /** The client was told that its call succeeded. */
    default void acknowledged(Call call) {}

    /** Whether the call may be refused or lost at random. */
    default Fate fate(Call call) {
        return Fate.ANY;
    }

    /** What may become of a call besides success. */
    enum Fate {
        /** Refused without effect, or lost with or without effect. */
        ANY,
        /** Refused without effect, or lost without effect. */
        NEVER_LATE,
        /** Never refused; when its answer is lost the effect comes nevertheless. */
        ALWAYS_EFFECTIVE
    }

    /** Calls that one client makes at the end, one after the other, when nothing else is under way any more. */
    default List<Call> epilogue(Random random) {
        return List.of();
    }

    /**
     * Makes the record of a correct run one that nothing explains, if {@code late} offers an occasion.
     *
     * @param late a call of the later part of the run, chosen at random
     * @return what was done, in a few words, or null if this call is no occasion
     */
    String violate(Recording recording, Call late);
}
