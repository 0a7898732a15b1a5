package io.partita.checker.internal.online;

import io.partita.checker.history.Op;
import io.partita.checker.online.OnlineChecker;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** A judge for the operations of each key. A completion belongs to the key of its invocation, which it need not name. */
public final class EachKey implements OnlineChecker {

    private final String name;
    private final Supplier<OnlineChecker> judges;
    private final Map<Object, OnlineChecker> byKey = new HashMap<>();
    private final Map<Integer, OnlineChecker> byProcess = new HashMap<>();

    /** @param judges makes one for each key; it looks at single events only */
    public EachKey(String name, Supplier<OnlineChecker> judges) {
        this.name = name;
        this.judges = judges;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Optional<Violation> take(Op event) {
        if (event.isNemesis()) {
            return Optional.empty();
        }
        OnlineChecker judge;
        switch (event.type()) {
            case INVOKE -> {
                judge = byKey.computeIfAbsent(event.key(), key -> judges.get());
                byProcess.put(event.process(), judge);
            }
            default -> judge = byProcess.remove(event.process());
        }
        return judge == null ? Optional.empty() : judge.take(event);
    }
}
