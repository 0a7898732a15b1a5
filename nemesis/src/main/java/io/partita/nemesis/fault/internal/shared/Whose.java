package io.partita.nemesis.fault.internal.shared;

import io.partita.nemesis.fault.Arguments;
import io.partita.nemesis.fault.Environment;
import io.partita.nemesis.fault.FaultException;
import io.partita.nemesis.fault.FaultOrder;
import io.partita.nemesis.fault.Parameter;
import io.partita.nemesis.target.Target;
import io.partita.provisioning.system.SystemUnderTest;
import java.util.Optional;

/**
 * Of a fault that strikes servers on some nodes: which servers on which nodes. Immutable.
 *
 * @param group the label of the servers' group; empty for everything of the system
 * @param target on which nodes
 */
public record Whose(Optional<String> group, Target target) {

    private static final String EVERYTHING = "all";

    /** The parameter that says which servers. */
    public static final Parameter OF = new Parameter(
            "of",
            "",
            "the role whose servers are struck; all for everything of the system; else what the target names");

    /** Everything of the system on the nodes of {@code target}. */
    public static Whose everything(String target) {
        return new Whose(Optional.empty(), Target.parse(target));
    }

    /** As {@code order} wants it: a target that names servers of one role is about these alone, unless {@code of} says. */
    public Whose ordered(FaultOrder order, Arguments arguments) {
        String of = arguments.text(OF.name());
        Target wanted = order.target().orElse(target);
        Optional<String> whose = of.isEmpty()
                ? wanted.roles().size() == 1 ? wanted.roles().stream().findFirst() : group
                : Optional.of(of).filter(label -> !label.equals(EVERYTHING));
        return new Whose(whose.map(Processes::label), wanted);
    }

    /** Who that is in {@code system}, if it has such servers. */
    public Optional<Processes> in(SystemUnderTest system) {
        if (system == null) {
            return Optional.empty();
        }
        return group.isEmpty() ? Optional.of(Processes.all(system)) : Processes.group(system, group.get());
    }

    /**
     * Who that is in the system of {@code environment}.
     *
     * @throws FaultException if it has no such servers
     */
    public Processes require(String fault, Environment environment) {
        return in(environment.system())
                .orElseThrow(
                        () -> new FaultException(fault + ": " + environment.systemName() + " has no such servers"));
    }

    /** In words: "the servers called agent on n2". */
    public String words() {
        return group.map(label -> "the servers called " + label).orElse("everything of the system") + " on " + where();
    }

    private String where() {
        return switch (target.toString()) {
            case "minority" -> "a random minority of the nodes";
            case "one" -> "one random node";
            default -> target.toString();
        };
    }
}
