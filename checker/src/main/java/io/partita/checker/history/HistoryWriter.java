package io.partita.checker.history;

import io.partita.checker.internal.Values;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;

/** Writes a whole history in any format, and keeps account of what the format has no place for. */
final class HistoryWriter {

    private static final int FULL = 1 << 20;

    private final History history;
    private final Map<String, ?> meta;
    private final Format format;
    private final JsonBuffer buffer = new JsonBuffer();
    private final EdnWriter edn = new EdnWriter(buffer);
    private final boolean timed;

    private int lostErrors;
    private int lostValues;

    HistoryWriter(History history, Map<String, ?> meta, Format format) {
        this.history = history;
        this.meta = meta;
        this.format = format;
        this.timed = hasTimes(history);
    }

    /** Writes everything; answers what the format could not hold, in words. */
    List<String> write(OutputStream out) throws IOException {
        if (format == Format.OP_HISTORY) {
            buffer.raw("{\"meta\":").value(JsonValues.canonical(meta)).raw("}\n");
        }
        for (int i = 0; i < history.size(); i++) {
            event(history.op(i));
            if (buffer.size() >= FULL) {
                buffer.drainTo(out);
            }
        }
        if (format == Format.EDN) {
            buffer.raw(history.size() == 0 ? "[]\n" : "]\n");
        }
        buffer.drainTo(out);
        return losses();
    }

    private void event(Op op) {
        switch (format) {
            case OP_HISTORY -> buffer.event(op.index(), timed, op, op.key(), op.value(), scheduled(op));
            case EDN -> {
                buffer.raw(op.index() == 0 ? "[" : "\n ");
                edn.jepsenEvent(op, timed);
            }
            case EDN_LINES -> edn.lineEvent(op, timed);
            case JEPSEN_LOG -> logLine(op);
        }
    }

    private long scheduled(Op op) {
        return timed && history.hasSchedule() && op.type() == OpType.INVOKE
                ? history.scheduled((int) op.index())
                : JournalWriter.NOT_SCHEDULED;
    }

    private void logLine(Op op) {
        if (op.key() != null) {
            throw new HistoryException("event " + op.index() + " has a key, for which jepsen-log has no place: write "
                    + Format.EDN_LINES.label() + " or " + Format.EDN.label());
        }
        if (op.f().isEmpty() || op.f().chars().anyMatch(Character::isWhitespace)) {
            throw new HistoryException("event " + op.index() + ": the function \"" + op.f()
                    + "\" can't be written in jepsen-log: it is no single word");
        }
        buffer.raw("INFO  jepsen.util - ");
        if (op.isNemesis()) {
            buffer.raw(":nemesis");
        } else {
            buffer.number(op.process());
        }
        buffer.raw("\t:").raw(op.type().label()).raw("\t:").text(op.f()).raw("\t");
        boolean failed = op.type() == OpType.FAIL || op.type() == OpType.INFO;
        if (failed && op.error() != null) {
            String error = op.error().strip().replaceAll("\\p{Cntrl}", " ");
            buffer.raw(":").text(error);
            lostErrors += error.equals(op.error()) ? 0 : 1;
            lostValues += op.value() == null ? 0 : 1;
        } else {
            edn.eventValue(op);
            lostErrors += op.error() == null ? 0 : 1;
        }
        buffer.raw("\n");
    }

    private List<String> losses() {
        List<String> losses = new ArrayList<>();
        if (format != Format.OP_HISTORY && !meta.isEmpty()) {
            StringJoiner header = new StringJoiner(", ");
            meta.forEach((name, value) -> header.add(name + " " + Values.show(value)));
            losses.add(format.label() + " has no header, so what the file said of itself is lost: " + header);
        }
        if (format != Format.OP_HISTORY && history.hasSchedule()) {
            losses.add(format.label() + " has no place for when operations were meant to begin: that is lost");
        }
        if (format == Format.JEPSEN_LOG) {
            if (timed) {
                losses.add("jepsen-log has no times: they are lost; the order of the events is kept");
            }
            if (lostValues > 0) {
                losses.add("jepsen-log has one place for value and error: " + lostValues
                        + " values of operations that failed or crashed are lost");
            }
            if (lostErrors > 0) {
                losses.add(lostErrors + " errors are lost or were put into one line");
            }
        }
        return losses;
    }

    private static boolean hasTimes(History history) {
        for (int i = 0; i < history.size(); i++) {
            if (history.time(i) != 0) {
                return true;
            }
        }
        return false;
    }
}
