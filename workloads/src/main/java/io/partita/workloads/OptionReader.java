package io.partita.workloads;

import io.partita.workloads.Workload.Option;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Reads a workload's options and collects everything that is wrong with them. Not thread-safe. */
public final class OptionReader {

    private final Map<String, String> options;
    private final List<String> problems = new ArrayList<>();

    /** @param options values by key; what is left out has its default */
    public OptionReader(Map<String, String> options) {
        this.options = options;
    }

    /** The value of {@code option}, a whole number of {@code least} or more; its default when that cannot be read. */
    public int number(Option option, int least) {
        String value = text(option);
        try {
            int number = Integer.parseInt(value);
            if (number >= least) {
                return number;
            }
        } catch (NumberFormatException e) {
            // Falls through to the one message that covers every wrong form.
        }
        problems.add(option.key() + " must be a whole number from " + least + ", not \"" + value + "\"");
        return Integer.parseInt(option.defaultValue());
    }

    /** The value of {@code option}, in milliseconds from 1. */
    public Duration millis(Option option) {
        return Duration.ofMillis(number(option, 1));
    }

    /** The value of {@code option}, {@code true} or {@code false}. */
    public boolean flag(Option option) {
        return Boolean.parseBoolean(text(option));
    }

    /** The value of {@code option} as it was written. */
    public String text(Option option) {
        return options.getOrDefault(option.key(), option.defaultValue());
    }

    /**
     * Ends the reading.
     *
     * @throws IllegalArgumentException naming every problem, if there were any
     */
    public void refuseProblems() {
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException(String.join("; ", problems));
        }
    }
}
