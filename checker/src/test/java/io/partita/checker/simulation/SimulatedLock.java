package io.partita.checker.simulation;

import io.partita.checker.history.OpType;
import java.util.Random;

/** A lock; who asks for it while it is held waits. Only who was told to hold it releases it. */
final class SimulatedLock implements SimulatedObject {

    private final boolean[] holds;
    private boolean held;

    SimulatedLock(Recipe recipe) {
        this.holds = new boolean[recipe.clients()];
    }

    @Override
    public Call ask(int client, Random random) {
        if (holds[client]) {
            holds[client] = false;
            return new Call(client, "release", null, null);
        }
        return new Call(client, "acquire", null, null);
    }

    /** A release that were refused, or an acquire whose crashed client got the lock, would end the run for all. */
    @Override
    public Fate fate(Call call) {
        return call.f.equals("release") ? Fate.ALWAYS_EFFECTIVE : Fate.NEVER_LATE;
    }

    @Override
    public Effect apply(Call call) {
        boolean acquires = call.f.equals("acquire");
        if (acquires && held) {
            return Effect.WAITS;
        }
        held = acquires;
        return Effect.DONE;
    }

    @Override
    public void acknowledged(Call call) {
        if (call.f.equals("acquire")) {
            holds[call.client] = true;
        }
    }

    /**
     * A stranger acquires the lock right after somebody who has not begun to release it was told to hold it.
     *
     * <p>Why nothing explains that: say there were n grants up to then. Each but the last was released before the next,
     * by a client that had been told of it; so n grants had been acknowledged, and no more than n - 1 releases had
     * begun, crashed ones included. With the stranger n + 1 acquires had ended, which takes n releases at least.
     */
    @Override
    public String violate(Recording recording, Call late) {
        if (!late.succeeded("acquire")) {
            return null;
        }
        boolean released = false;
        int strangers = 0;
        for (Call call : recording.calls()) {
            strangers = Math.max(strangers, call.process + 1);
            released |= call.f.equals("release") && call.process == late.process && late.before(call);
        }
        if (!released) {
            return null;
        }
        Call second = new Call(0, "acquire", null, null);
        second.process = strangers;
        second.outcome = OpType.OK;
        recording.insertAfter(late.completion, second);
        return "the lock is granted while process " + late.process + " holds it";
    }
}
