package io.partita.control.plan;

import io.partita.nemesis.fault.Availability;
import io.partita.nemesis.fault.FaultKind;
import io.partita.nemesis.schedule.FaultSchedule;
import io.partita.nemesis.schedule.FaultSchedules;
import io.partita.provisioning.system.Provisionable;
import io.partita.provisioning.system.SystemProvider;
import io.partita.provisioning.system.SystemUnderTest;
import io.partita.provisioning.system.mesos.Layout;
import io.partita.workloads.Workload;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Turns what a user asks for into a plan, or into the list of all that is wrong with it. Touches nothing. */
public final class TestPlanner {

    private static final Pattern NODE_NAME = Pattern.compile("[a-z][a-z0-9]{0,14}");
    private static final int MOST_THREADS = 4096;

    private final Extensions extensions;

    /** @param extensions the workloads, systems and faults to choose from */
    public TestPlanner(Extensions extensions) {
        this.extensions = extensions;
    }

    /**
     * The plan for {@code asked}.
     *
     * @throws ConfigurationException with every problem found
     */
    public TestPlan plan(TestRequest asked) {
        TestRequest request = asked;
        List<Problem> problems = new ArrayList<>();
        Map<String, String> workloadOptions = Map.of();
        String system = null;
        Map<String, String> systemOptions = Map.of();
        Optional<SystemUnderTest> underTest = Optional.empty();
        Optional<Workload> workload = extensions.workload(request.workload());
        if (workload.isEmpty()) {
            problems.add(Suggestions.unknown("workload", request.workload(), names(extensions.workloads())));
            request = request.completedBy(Workload.Defaults.of(""));
        } else {
            workloadOptions = workloadOptions(workload.get(), request.workloadOptions(), problems);
            checkOptions(workload.get(), workloadOptions, problems);
            SystemSpec usual = SystemSpec.parse(workload.get().defaults().system(), problems);
            SystemSpec spec = request.system() == null
                    ? usual
                    : SystemSpec.parse(request.system(), problems).orElse(usual);
            if (request.timeScale() != null) {
                spec = spec.with(SystemSpec.TIME_SCALE, request.timeScale());
            }
            if (request.layout() != null) {
                checkLayout(request.layout(), request.nodes(), problems);
                spec = spec.with(SystemSpec.LAYOUT, request.layout().word());
            }
            request = request.completedBy(workload.get().defaults());
            system = spec.name();
            systemOptions = spec.options();
            underTest = system(workload.get(), spec, problems);
        }
        List<String> nemeses = nemeses(request.nemeses(), problems);
        Map<String, Duration> durations =
                underTest.map(made -> durations(nemeses, made, problems)).orElse(Map.of());
        checkCluster(request, problems);
        checkTimes(request, nemeses, durations, problems);
        int concurrency = concurrency(request, problems);
        if (!problems.isEmpty()) {
            throw new ConfigurationException(problems);
        }
        FaultSchedule schedule = FaultSchedules.plan(
                nemeses,
                durations,
                request.timeLimit(),
                request.nemesisInterval(),
                Seeds.derive(request.seed(), "nemesis"));
        return new TestPlan(
                request.workload(),
                workloadOptions,
                nemeses,
                system,
                systemOptions,
                request.clusterKind(),
                request.clusterName(),
                request.nodes(),
                request.timeLimit(),
                request.rate(),
                concurrency,
                request.seed(),
                request.nemesisInterval(),
                request.checkBudget(),
                request.leaveRunning(),
                schedule);
    }

    private static List<String> names(List<Workload> workloads) {
        return workloads.stream().map(Workload::name).toList();
    }

    private static Map<String, String> workloadOptions(
            Workload workload, Map<String, String> given, List<Problem> problems) {
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

    private static void checkOptions(Workload workload, Map<String, String> options, List<Problem> problems) {
        try {
            workload.check(options);
        } catch (IllegalArgumentException e) {
            problems.add(new Problem(
                    "--workload-option of " + workload.name() + ": " + e.getMessage(),
                    "See the options of " + workload.name() + ": control list workloads"));
        }
    }

    /** The system with these settings; empty if that is a problem. */
    private Optional<SystemUnderTest> system(Workload workload, SystemSpec spec, List<Problem> problems) {
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

    /** How long those faults last that have a duration of their own on {@code system}; refuses those that it cannot have. */
    private Map<String, Duration> durations(List<String> nemeses, SystemUnderTest system, List<Problem> problems) {
        Map<String, Duration> durations = new LinkedHashMap<>();
        for (String name : nemeses) {
            FaultKind kind = extensions.faults().get(name);
            if (kind.suits(system) instanceof Availability.Unavailable no) {
                problems.add(new Problem(
                        "--nemesis " + name + ": " + no.reason(),
                        "Choose another fault, or a system that it suits: control list nemeses"));
            }
            checkProvisions(name, kind, system, problems);
            kind.lasts(system).ifPresent(duration -> durations.put(name, duration));
        }
        return durations;
    }

    private static void checkProvisions(String name, FaultKind kind, SystemUnderTest system, List<Problem> problems) {
        try {
            Provisionable.provide(system, kind.provisions());
        } catch (IllegalArgumentException e) {
            problems.add(new Problem(
                    "--nemesis " + name + ": " + e.getMessage(),
                    "Choose another fault, or a system that it suits: control list nemeses"));
        }
    }

    private static void checkLayout(Layout layout, List<String> nodes, List<Problem> problems) {
        try {
            layout.requireOn(nodes);
        } catch (IllegalArgumentException e) {
            problems.add(new Problem("--layout: " + e.getMessage(), "Name nodes of --nodes in it, or more --nodes."));
        }
    }

    private List<String> nemeses(List<String> given, List<Problem> problems) {
        List<String> faults = extensions.faults().names();
        List<String> names = new ArrayList<>();
        for (String name : given) {
            if (!faults.contains(name) && !name.equals("none")) {
                problems.add(Suggestions.unknown("nemesis", name, faults));
            } else if (!name.equals("none")) {
                names.add(name);
            }
        }
        return names;
    }

    private static void checkCluster(TestRequest request, List<Problem> problems) {
        if (!request.clusterKind().equals("lxc")) {
            problems.add(Suggestions.unknown("--cluster", request.clusterKind(), List.of("lxc")));
        }
        if (request.nodes().isEmpty()) {
            problems.add(new Problem("no node is named", "Leave out --nodes for n1,n2,n3,n4,n5."));
        }
        for (String node : request.nodes()) {
            if (!NODE_NAME.matcher(node).matches()) {
                problems.add(new Problem(
                        "--nodes: \"" + node + "\" is no name for a node",
                        "Use lower-case letters and digits, beginning with a letter, at most 15."));
            }
        }
        if (request.nodes().stream().distinct().count() < request.nodes().size()) {
            problems.add(new Problem("--nodes names a node twice: " + request.nodes(), "Name each node once."));
        }
    }

    private static void checkTimes(
            TestRequest request, List<String> nemeses, Map<String, Duration> durations, List<Problem> problems) {
        if (request.rate() < 0 || Double.isNaN(request.rate()) || request.rate() > 1_000_000) {
            problems.add(new Problem(
                    "--rate " + request.rate() + " is not a rate",
                    "Give operations per second, up to 1000000; 0 for as fast as clients answer."));
        }
        Duration least = Duration.ofSeconds(1);
        if (request.timeLimit().compareTo(least) < 0) {
            problems.add(new Problem(
                    "--time-limit " + Durations.print(request.timeLimit()) + " is shorter than a second",
                    "Give at least 1s; 30s or more to see faults."));
        }
        if (!nemeses.isEmpty() && request.nemesisInterval().compareTo(least) < 0) {
            problems.add(new Problem(
                    "--nemesis-interval " + Durations.print(request.nemesisInterval()) + " is shorter than a second",
                    "A fault has to be proven active and healed: give at least 1s."));
        }
        Duration whole = FaultSchedules.leastTimeLimit(nemeses, durations, request.nemesisInterval());
        if (request.timeLimit().compareTo(whole) < 0) {
            problems.add(new Problem(
                    "--time-limit " + Durations.print(request.timeLimit()) + " is too short for "
                            + durations.entrySet().stream()
                                    .map(fault -> fault.getKey() + ", which lasts " + Durations.print(fault.getValue()))
                                    .collect(Collectors.joining(", and "))
                            + " on this system",
                    "Give --time-limit " + Durations.print(whole)
                            + " or more, or let the system's time run faster if it can: --time-scale 10."));
        }
    }

    private static int concurrency(TestRequest request, List<Problem> problems) {
        String text = request.concurrency().strip();
        boolean multiple = text.endsWith("n");
        try {
            int number = Integer.parseInt(multiple ? text.substring(0, text.length() - 1) : text);
            int threads = Math.multiplyExact(number, multiple ? request.nodes().size() : 1);
            if (threads >= 1 && threads <= MOST_THREADS) {
                return threads;
            }
        } catch (NumberFormatException | ArithmeticException e) {
            // Falls through to the one message that covers every wrong form.
        }
        problems.add(new Problem(
                "--concurrency " + request.concurrency() + " is not a number of threads",
                "Give a number from 1 to " + MOST_THREADS + ", or a multiple of the nodes such as 2n."));
        return 0;
    }
}
