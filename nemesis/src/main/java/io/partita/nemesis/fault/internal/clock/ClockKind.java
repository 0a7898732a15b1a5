package io.partita.nemesis.fault.internal.clock;

import io.partita.nemesis.fault.Arguments;
import io.partita.nemesis.fault.Availability;
import io.partita.nemesis.fault.Environment;
import io.partita.nemesis.fault.Fault;
import io.partita.nemesis.fault.FaultKind;
import io.partita.nemesis.fault.FaultOrder;
import io.partita.nemesis.fault.Parameter;
import io.partita.nemesis.fault.internal.shared.Processes;
import io.partita.nemesis.fault.internal.shared.TargetScene;
import io.partita.nemesis.fault.internal.shared.Whose;
import io.partita.nemesis.node.Clocks;
import io.partita.provisioning.system.HasClock;
import io.partita.provisioning.system.Provision;
import io.partita.provisioning.system.SystemUnderTest;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Makes the clocks of the system's processes wrong.
 *
 * @param name the fault's name
 * @param description one sentence
 * @param whose which servers' clocks
 * @param form what can be said about it, and what follows from that
 * @param given what was said
 */
record ClockKind(String name, String description, Whose whose, Form form, Arguments given) implements FaultKind {

    private static final Duration LEAST = Duration.ofMillis(100);
    private static final Duration MOST = Duration.ofHours(24);
    private static final Parameter BY = new Parameter(
            "by", "", "how far, with + or -, 100ms to 24h; else by chance, forth or back, 250ms to 4m16s");

    /** The ways in which clocks go wrong. */
    enum Form {
        BUMP("clock-bump", "The clocks of the system's processes jump, forth or back, and stay wrong.", BY) {
            @Override
            Skew skew(Arguments given, Random random) {
                return new Skew.Bump(by(given, random));
            }
        },
        STROBE(
                "clock-strobe",
                "The clocks of the system's processes jump to and fro.",
                BY,
                new Parameter("every", "200ms", "between two jumps, 50ms to 10s")) {
            @Override
            Skew skew(Arguments given, Random random) {
                return new Skew.Strobe(
                        by(given, random), given.duration("every", Duration.ofMillis(50), Duration.ofSeconds(10)));
            }
        },
        DRIFT(
                "clock-drift",
                "The clocks of the system's processes run too fast or too slow.",
                new Parameter("rate", "1.05", "times as fast as true time, 0.5 to 2, and 0.01 or more off 1")) {
            @Override
            Skew skew(Arguments given, Random random) {
                double rate = given.factor("rate", 0.5, 2);
                if (Math.abs(rate - 1) < 0.01) {
                    throw new IllegalArgumentException("clock-drift: rate=" + given.text("rate")
                            + " is too near to 1 to be proven; give 1.01 or more, or 0.99 or less");
                }
                return new Skew.Drift(Math.round((rate - 1) * 1e6));
            }
        };

        private final String word;
        private final String sentence;
        private final List<Parameter> parameters;

        Form(String word, String sentence, Parameter... own) {
            this.word = word;
            this.sentence = sentence;
            this.parameters = Stream.concat(Stream.of(own), Stream.of(Whose.OF)).toList();
        }

        /** How clocks are to be wrong. */
        abstract Skew skew(Arguments given, Random random);

        /** What was said, or a sign and a power of two times 250 ms: small skews are as likely as large ones. */
        private static long by(Arguments given, Random random) {
            if (!given.text(BY.name()).isEmpty()) {
                return given.shift(BY.name(), LEAST, MOST).toMillis();
            }
            long millis = 250L << random.nextInt(11);
            return random.nextBoolean() ? millis : -millis;
        }
    }

    /** All of them, in the order in which they are listed. */
    static List<ClockKind> kinds() {
        return Stream.of(Form.values())
                .map(form -> new ClockKind(
                        form.word,
                        form.sentence,
                        Whose.everything("minority"),
                        form,
                        Arguments.of(FaultOrder.of(form.word), form.parameters)))
                .toList();
    }

    @Override
    public String needs() {
        return "libfaketime, and a system that can be started with clocks of its own; on machines whose kernels are their own"
                + " the clock of the machine is set";
    }

    @Override
    public Set<Provision> provisions() {
        return Set.of(Provision.CLOCK);
    }

    @Override
    public Availability suits(SystemUnderTest system) {
        Optional<Processes> processes = whose.in(system);
        if (processes.flatMap(all -> all.as(HasClock.class)).isEmpty()) {
            return Availability.no("it needs " + needs() + ", and "
                    + (system == null ? "there is no system" : system.name() + " has no such processes"));
        }
        return TargetScene.suits(whose.target(), system);
    }

    @Override
    public Availability availability(Environment environment) {
        if (suits(environment.system()) instanceof Availability.Unavailable no) {
            return no;
        }
        return OwnClocks.in(environment.nodes()) ? Availability.YES : libraries(environment);
    }

    private static Availability libraries(Environment environment) {
        for (Map.Entry<String, String> node : environment
                .nodes()
                .parallel(remote -> remote.requireFast(Clocks.facts()).stdout())
                .entrySet()) {
            if (node.getValue().startsWith("missing ")) {
                return Availability.no(node.getKey() + ": "
                        + node.getValue().substring("missing ".length()).strip()
                        + "; apt-get install libfaketime");
            }
        }
        return Availability.YES;
    }

    @Override
    public Fault create(Environment environment, Random random) {
        Processes processes = whose.require(name, environment).owning("clock");
        Skew skew = form.skew(given, random);
        boolean own = OwnClocks.in(environment.nodes());
        Processes struck = own ? OwnClocks.owned(environment.system(), processes) : processes;
        List<String> targets = TargetScene.choose(whose.target(), environment, struck, random);
        return own
                ? new NodeClockFault(name, skew, struck.objects(), environment, targets)
                : ClockFault.on(name, skew, processes, environment, targets);
    }

    @Override
    public Optional<String> usualTarget() {
        return Optional.of(whose.target().toString());
    }

    @Override
    public List<Parameter> parameters() {
        return form.parameters;
    }

    @Override
    public FaultKind ordered(FaultOrder order) {
        Arguments arguments = Arguments.of(order, form.parameters);
        form.skew(arguments, new Random(0)); // Refuses what is out of range before anything is done.
        Whose wanted = whose.ordered(order, arguments);
        return new ClockKind(order.toString(), form.sentence + " Of " + wanted.words() + ".", wanted, form, arguments);
    }
}
