package io.partita.control.plan;

import io.partita.provisioning.system.SystemProvider;
import io.partita.provisioning.system.SystemUnderTest;
import io.partita.provisioning.system.mesos.Layout;
import io.partita.workloads.Workload;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What is looked at before a run, one setting at a time, whether a user asked for it or a stored plan has it. What is wrong
 * goes into a list. Touches nothing.
 *
 * @param extensions the workloads and systems to choose from
 */
record PlanChecks(Extensions extensions) {

    private static final int MOST_THREADS = 4096;

    static List<String> names(List<Workload> workloads) {
        return workloads.stream().map(Workload::name).toList();
    }

    static Map<String, String> workloadOptions(Workload workload, Map<String, String> given, List<Problem> problems) {
        Map<String, String> values = new LinkedHashMap<>();
        workload.options().forEach(option -> values.put(option.key(), option.defaultValue()));
        given.forEach((key, value) -> {
            Optional<Workload.Option> option = workload.options().stream()
                    .filter(known -> known.key().equals(key))
                    .findFirst();
            if (option.isEmpty()) {
                problems.add(Suggestions.unknown("--workload-option of " + workload.name(), key, values.keySet()));
            } else if (!option.get().values().isEmpty()
                    && !option.get().values().contains(value)) {
                problems.add(Suggestions.unknown(
                        "value of --workload-option " + key, value, option.get().values()));
            } else {
                values.put(key, value);
            }
        });
        return values;
    }

    static void checkOptions(Workload workload, Map<String, String> options, List<Problem> problems) {
        try {
            workload.check(options);
        } catch (IllegalArgumentException e) {
            problems.add(new Problem(
                    "--workload-option of " + workload.name() + ": " + e.getMessage(),
                    "See the options of " + workload.name() + ": control list workloads"));
        }
    }

    /** The system with these settings; empty if that is a problem. */
    Optional<SystemUnderTest> system(Workload workload, SystemSpec spec, List<Problem> problems) {
        Optional<SystemProvider> provider = extensions.system(spec.name());
        boolean inside = provider.isPresent() && provider.get().parts().contains(workload.system());
        if (!spec.name().equals(workload.system()) && !inside) {
            problems.add(new Problem(
                    "workload " + workload.name() + " tests " + workload.system() + ", not " + spec.name(),
                    "Leave out --system, or name " + workload.system() + "."));
            return Optional.empty();
        }
        if (provider.isEmpty()) {
            problems.add(Suggestions.unknown(
                    "system",
                    spec.name(),
                    extensions.systems().stream().map(SystemProvider::name).toList()));
            return Optional.empty();
        }
        try {
            return Optional.of(provider.get().create(spec.options()));
        } catch (IllegalArgumentException e) {
            problems.add(new Problem(
                    "--system " + spec.name() + ": " + e.getMessage(),
                    "Its settings: "
                            + String.join(", ", provider.get().options().keySet())));
            return Optional.empty();
        }
    }

    /** Whether the system has durations to divide; what has none is a problem. */
    boolean scales(SystemSpec spec, List<Problem> problems) {
        Optional<SystemProvider> provider = extensions.system(spec.name());
        boolean scales = provider.isEmpty() || provider.get().options().containsKey(SystemSpec.TIME_SCALE);
        if (!scales) {
            problems.add(new Problem(
                    "--time-scale: " + spec.name() + " has no setting " + SystemSpec.TIME_SCALE,
                    "Leave it out, or set its own time-outs: control list systems"));
        }
        return scales;
    }

    static void checkLayout(Layout layout, List<String> nodes, List<Problem> problems) {
        try {
            layout.requireOn(nodes);
        } catch (IllegalArgumentException e) {
            problems.add(new Problem("--layout: " + e.getMessage(), "Name nodes of --nodes in it, or more --nodes."));
        }
    }

    static void checkTimes(double rate, Duration timeLimit, Optional<Duration> interval, List<Problem> problems) {
        if (rate < 0 || Double.isNaN(rate) || rate > 1_000_000) {
            problems.add(new Problem(
                    "--rate " + rate + " is not a rate",
                    "Give operations per second, up to 1000000; 0 for as fast as clients answer."));
        }
        Duration least = Duration.ofSeconds(1);
        if (timeLimit.compareTo(least) < 0) {
            problems.add(new Problem(
                    "--time-limit " + Durations.print(timeLimit) + " is shorter than a second",
                    "Give at least 1s; 30s or more to see faults."));
        }
        interval.filter(time -> time.compareTo(least) < 0)
                .ifPresent(time -> problems.add(new Problem(
                        "--nemesis-interval " + Durations.print(time) + " is shorter than a second",
                        "A fault has to be proven active and healed: give at least 1s.")));
    }

    static void checkLoop(Loop loop, double rate, List<Problem> problems) {
        if (loop == Loop.OPEN && rate == 0) {
            problems.add(new Problem(
                    "--load open has no rate: operations that do not wait for each other need one to come at",
                    "Give --rate, in operations per second."));
        }
    }

    /** The system that the settings of a plan make, if the workload and they are as they must be. */
    Optional<SystemUnderTest> system(
            String workload, Map<String, String> options, SystemSpec spec, List<Problem> problems) {
        Optional<Workload> known = extensions.workload(workload);
        if (known.isEmpty()) {
            problems.add(Suggestions.unknown("workload", workload, names(extensions.workloads())));
            return Optional.empty();
        }
        checkOptions(known.get(), workloadOptions(known.get(), options, problems), problems);
        return system(known.get(), spec, problems);
    }

    static int concurrency(String asked, int nodes, List<Problem> problems) {
        String text = asked.strip();
        boolean multiple = text.endsWith("n");
        try {
            int number = Integer.parseInt(multiple ? text.substring(0, text.length() - 1) : text);
            int threads = Math.multiplyExact(number, multiple ? nodes : 1);
            if (threads >= 1 && threads <= MOST_THREADS) {
                return threads;
            }
        } catch (NumberFormatException | ArithmeticException e) {
            // Falls through to the one message that covers every wrong form.
        }
        problems.add(new Problem(
                "--concurrency " + asked + " is not a number of threads",
                "Give a number from 1 to " + MOST_THREADS + ", or a multiple of the nodes such as 2n."));
        return 0;
    }
}
