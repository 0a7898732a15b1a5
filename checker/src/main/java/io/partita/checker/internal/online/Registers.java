package io.partita.checker.internal.online;

import io.partita.checker.history.Op;
import io.partita.checker.history.OpType;
import io.partita.checker.internal.Values;
import io.partita.checker.internal.models.Register;
import io.partita.checker.model.NullRead;
import io.partita.checker.online.OnlineChecker;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Judges registers, each key apart, event by event, where no value is written twice. A register in which one is, is
 * judged no further.
 */
public final class Registers implements OnlineChecker {

    /** So many values take about 400 MB. */
    private static final int MOST_VALUES = 4_000_000;

    /** One register; without a stream once it is judged no further. */
    private static final class Part {
        private RegisterStream stream;
    }

    /** An operation under way. */
    private record Open(Part part, Op invocation, int value) {}

    private final String name;
    private final Register model;
    private final Map<Object, Part> parts = new HashMap<>();
    private final Map<Integer, Open> open = new HashMap<>();
    private long values;
    private int undecided;
    private String trouble;

    /** @param name of the checker that judges the finished history */
    public Registers(String name, Register model) {
        this.name = name;
        this.model = model;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Optional<Violation> take(Op event) {
        if (event.isNemesis() || trouble != null) {
            return Optional.empty();
        }
        switch (event.type()) {
            case INVOKE -> begin(event);
            case INFO -> open.remove(event.process());
            default -> {
                Open begun = open.remove(event.process());
                String wrong = begun == null ? null : end(begun, event);
                return wrong == null ? Optional.empty() : Optional.of(violation(begun, event, wrong));
            }
        }
        return Optional.empty();
    }

    private void begin(Op event) {
        Part part = parts.computeIfAbsent(event.key(), key -> {
            Part begun = new Part();
            begun.stream = new RegisterStream(model.initial().value());
            return begun;
        });
        if (part.stream == null) {
            return;
        }
        int value = 0;
        switch (event.f()) {
            case "read" -> {}
            case "write" -> value = part.stream.write(event.value(), (int) event.index());
            case "cas" -> value = beginCas(part, event);
            default -> trouble = "event " + event.index() + ": a register has no " + event.f();
        }
        if (value == RegisterStream.AGAIN) {
            part.stream = null;
            undecided++;
            return;
        }
        open.put(event.process(), new Open(part, event, value));
        if (!event.f().equals("read") && ++values > MOST_VALUES) {
            trouble = "more than " + MOST_VALUES + " values were written";
            parts.clear();
            open.clear();
        }
    }

    private int beginCas(Part part, Op event) {
        if (!Values.isPair(event.value())) {
            trouble = "event " + event.index() + ": cas needs [expected, new]";
            return 0;
        }
        return part.stream.compareAndSet(
                Values.first(event.value()), Values.second(event.value()), (int) event.index());
    }

    private String end(Open begun, Op event) {
        RegisterStream stream = begun.part().stream;
        if (stream == null) {
            return null;
        }
        int index = (int) event.index();
        boolean ok = event.type() == OpType.OK;
        if (!begun.invocation().f().equals("read")) {
            return ok ? stream.acknowledged(begun.value(), index) : stream.failed(begun.value());
        }
        boolean tells = ok && !(event.value() == null && model.nullRead() == NullRead.ANY);
        return tells ? stream.read(event.value(), (int) begun.invocation().index(), index) : null;
    }

    private Violation violation(Open begun, Op event, String wrong) {
        Op invocation = begun.invocation();
        boolean read = invocation.f().equals("read");
        String what =
                read ? "read " + Values.show(event.value()) : invocation.f() + " " + Values.show(invocation.value());
        String where = invocation.key() == null ? "" : " on key " + Values.show(invocation.key());
        return new Violation(
                name,
                invocation.key(),
                event.index(),
                event.time(),
                String.format(
                        Locale.ROOT,
                        "not linearizable: %s of process %d%s ended at %.3f s, and %s",
                        what,
                        event.process(),
                        where,
                        event.time() / 1e9,
                        wrong));
    }

    @Override
    public Optional<String> gaveUp() {
        if (trouble != null) {
            return Optional.of(trouble);
        }
        return undecided == 0
                ? Optional.empty()
                : Optional.of("values were written twice in " + undecided + " of " + parts.size() + " registers");
    }
}
