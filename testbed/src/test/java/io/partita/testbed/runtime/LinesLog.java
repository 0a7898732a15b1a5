package io.partita.testbed.runtime;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A log that keeps its lines, each after the first letter of its level. */
public final class LinesLog implements Log {

    private final List<String> lines = new CopyOnWriteArrayList<>();

    /** As they stand now, and grow. */
    public List<String> lines() {
        return lines;
    }

    @Override
    public void info(String line) {
        lines.add("I " + line);
    }

    @Override
    public void warn(String line) {
        lines.add("W " + line);
    }

    @Override
    public void error(String line) {
        lines.add("E " + line);
    }
}
