package io.partita.checker.internal.models;

import io.partita.checker.model.Model;
import io.partita.checker.model.Operation;
import java.util.List;

/** A lock that is not tied to its owner: {@code acquire} when free, {@code release} when held. */
public final class Mutex implements Model<Boolean> {

    @Override
    public String name() {
        return "mutex";
    }

    @Override
    public List<String> functions() {
        return List.of("acquire", "release");
    }

    /** Whether it is held. */
    @Override
    public Boolean initial() {
        return false;
    }

    @Override
    public Boolean step(Boolean held, Operation op) {
        boolean acquires = op.f().equals("acquire");
        return held == acquires ? null : Boolean.valueOf(acquires);
    }

    @Override
    public String describe(Boolean held) {
        return held ? "held" : "free";
    }
}
