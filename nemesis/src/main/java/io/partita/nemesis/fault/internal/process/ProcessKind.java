package io.partita.nemesis.fault.internal.process;

import io.partita.nemesis.fault.Arguments;
import io.partita.nemesis.fault.Availability;
import io.partita.nemesis.fault.Environment;
import io.partita.nemesis.fault.Fault;
import io.partita.nemesis.fault.FaultException;
import io.partita.nemesis.fault.FaultKind;
import io.partita.nemesis.fault.FaultOrder;
import io.partita.nemesis.fault.Parameter;
import io.partita.nemesis.fault.internal.shared.Lasting;
import io.partita.nemesis.fault.internal.shared.Processes;
import io.partita.nemesis.fault.internal.shared.TargetScene;
import io.partita.nemesis.fault.internal.shared.Whose;
import io.partita.nemesis.target.Target;
import io.partita.provisioning.system.Revivable;
import io.partita.provisioning.system.SystemUnderTest;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

/**
 * Strikes processes of the system: all that it has on a node, or its servers of one group.
 *
 * @param name the fault's name
 * @param whom whom it strikes, in words: "the leading master"
 * @param blow what is done to them
 * @param whose which processes on which nodes
 * @param lasting how long
 * @param manner in which order
 */
record ProcessKind(String name, String whom, Blow blow, Whose whose, Lasting lasting, Manner manner)
        implements FaultKind {

    /** Without these nothing goes on, unless they go one after another. */
    private static final Set<String> TOO_MANY = Set.of("all", "majority");

    private static final Parameter WHAT = new Parameter("what", "kill", "kill or pause");
    private static final Duration USUAL_LOOP = Duration.ofSeconds(2);
    private static final Duration USUAL_SWIZZLE = Duration.ofSeconds(1);

    /** Everything of the system on the nodes of {@code target}, for as long as the schedule says. */
    static ProcessKind ofSystem(String name, String whom, Blow blow, String target) {
        return new ProcessKind(name, whom, blow, Whose.everything(target), Lasting.AS_PLANNED, Manner.AT_ONCE);
    }

    /** The servers of {@code group} on the nodes of {@code target}, for as long as the schedule says. */
    static ProcessKind ofGroup(String name, String whom, Blow blow, String group, String target) {
        return new ProcessKind(
                name,
                whom,
                blow,
                new Whose(Optional.of(group), Target.parse(target)),
                Lasting.AS_PLANNED,
                Manner.AT_ONCE);
    }

    /** The same under another name, for as long as {@code time} says. */
    ProcessKind lasting(String otherName, Lasting time) {
        return new ProcessKind(otherName, whom, blow, whose, time, manner);
    }

    /** The same in another order. */
    ProcessKind in(Manner order) {
        return new ProcessKind(name, whom, blow, whose, lasting, order);
    }

    @Override
    public String description() {
        return blow.sentence(whom) + manner.sentence() + lasting.sentence();
    }

    @Override
    public String needs() {
        return whose.group()
                        .map(label -> "a system with servers called " + label + " that can " + blow.passive())
                        .orElse("a system that can " + blow.passive() + " and revived")
                + lasting.needs();
    }

    @Override
    public Availability suits(SystemUnderTest system) {
        if (system == null) {
            return Availability.no("it needs " + needs() + ", and there is no system");
        }
        Optional<Processes> processes = whose.in(system);
        if (processes.isEmpty()) {
            return Availability.no("it needs " + needs() + ", and " + system.name() + " has none");
        }
        if (blow.verbs(processes.get()).isEmpty()) {
            return Availability.no("it needs " + needs() + ", and " + system.name() + " is not one");
        }
        if (processes.get().as(Revivable.class).isEmpty()) {
            return Availability.no(system.name()
                    + " does not say which command brings it back, so the fault could not be healed from its ledger;"
                    + " let it implement " + Revivable.class.getSimpleName());
        }
        return TargetScene.suits(whose.target(), system) instanceof Availability.Unavailable no
                ? no
                : lasting.suits(system);
    }

    @Override
    public Optional<Duration> lasts(SystemUnderTest system) {
        return lasting.on(system);
    }

    @Override
    public Availability availability(Environment environment) {
        return suits(environment.system());
    }

    @Override
    public Fault create(Environment environment, Random random) {
        if (availability(environment) instanceof Availability.Unavailable no) {
            throw new FaultException(name + ": " + no.reason());
        }
        Processes processes = whose.in(environment.system()).orElseThrow();
        List<String> targets = TargetScene.choose(whose.target(), environment, processes, random);
        return blow == Blow.CRASH_LOOP
                ? CrashLoopFault.onRunning(name, processes, manner.every(), environment, targets)
                : ProcessFault.onRunning(name, blow, processes, manner, environment, targets, random);
    }

    @Override
    public boolean inSwarm() {
        return manner.order() == Manner.Order.ROLLING
                || !TOO_MANY.contains(whose.target().toString());
    }

    @Override
    public Optional<String> usualTarget() {
        return Optional.of(whose.target().toString());
    }

    @Override
    public List<Parameter> parameters() {
        if (manner.order() == Manner.Order.SWIZZLE) {
            return List.of(Whose.OF, every(USUAL_SWIZZLE, "between two nodes"), WHAT);
        }
        return blow == Blow.CRASH_LOOP ? List.of(Whose.OF, every(USUAL_LOOP, "between two blows")) : List.of(Whose.OF);
    }

    private static Parameter every(Duration usual, String meaning) {
        return new Parameter("every", usual.toSeconds() + "s", "the time " + meaning + ", from 100ms to 60s");
    }

    @Override
    public FaultKind ordered(FaultOrder order) {
        if (order.isPlain()) {
            return this;
        }
        Arguments arguments = Arguments.of(order, parameters());
        Whose wanted = whose.ordered(order, arguments);
        boolean swizzle = manner.order() == Manner.Order.SWIZZLE;
        Manner how = swizzle || blow == Blow.CRASH_LOOP
                ? new Manner(manner.order(), arguments.duration("every", Duration.ofMillis(100), Duration.ofMinutes(1)))
                : manner;
        Blow what = swizzle
                        && arguments
                                .oneOf(WHAT.name(), List.of("kill", "pause"))
                                .equals("pause")
                ? Blow.PAUSE
                : blow;
        return new ProcessKind(order.toString(), wanted.words(), what, wanted, lasting, how);
    }
}
