package io.partita.nemesis.fault.internal.shared;

import io.partita.nemesis.fault.Availability;
import io.partita.nemesis.fault.Environment;
import io.partita.nemesis.fault.FaultException;
import io.partita.nemesis.target.Scene;
import io.partita.nemesis.target.Target;
import io.partita.provisioning.system.HasLeader;
import io.partita.provisioning.system.HasRoles;
import io.partita.provisioning.system.ServerGroup;
import io.partita.provisioning.system.SystemUnderTest;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/** The nodes of a run and who they are now, as targets ask for them. */
public final class TargetScene implements Scene {

    private final Environment environment;
    private final List<String> candidates;
    private final List<String> objects;

    private TargetScene(Environment environment, List<String> candidates, List<String> objects) {
        this.environment = environment;
        this.candidates = candidates;
        this.objects = objects;
    }

    /**
     * The nodes of {@code target} among all, for a fault that will own {@code objects} there.
     *
     * @throws FaultException if there is none now, or another fault has one
     */
    public static List<String> choose(Target target, Environment environment, List<String> objects, Random random) {
        return choose(target, environment, environment.nodes().names(), "server", objects, random);
    }

    /**
     * The nodes of {@code target} among those with such {@code processes}.
     *
     * @throws FaultException if there is none now, or another fault has one
     */
    public static List<String> choose(Target target, Environment environment, Processes processes, Random random) {
        return choose(
                target, environment, processes.on(environment.nodes()), processes.words(), processes.objects(), random);
    }

    private static List<String> choose(
            Target target,
            Environment environment,
            List<String> having,
            String what,
            List<String> objects,
            Random random) {
        if (having.isEmpty()) {
            throw new FaultException("no node has a " + what);
        }
        List<String> chosen = evaluate(target, new TargetScene(environment, having, objects), random);
        for (String node : chosen) {
            if (!having.contains(node)) {
                throw new FaultException("of the nodes of \"" + target + "\", " + node + " has no " + what);
            }
            environment.holder(node, objects).ifPresent(other -> {
                throw new FaultException("not injected: " + other + " is active on the same objects");
            });
        }
        return chosen;
    }

    private static List<String> evaluate(Target target, Scene scene, Random random) {
        List<String> chosen;
        try {
            chosen = target.choose(scene, random);
        } catch (IllegalArgumentException e) {
            throw new FaultException(e.getMessage(), e);
        }
        if (chosen.isEmpty()) {
            throw new FaultException("no node is \"" + target + "\" now");
        }
        return chosen;
    }

    /** Whether {@code system} has the roles that {@code target} names, and says who leads where it asks for that. */
    public static Availability suits(Target target, SystemUnderTest system) {
        for (String role : target.roles()) {
            if (Processes.group(system, Processes.label(role)).isEmpty()) {
                return Availability.no("\"" + target + "\": " + unknown(system, role));
            }
        }
        return target.asksForLeader() && !(system instanceof HasLeader)
                ? Availability.no("\"" + target + "\": " + name(system) + " does not say who leads")
                : Availability.YES;
    }

    @Override
    public List<String> nodes() {
        return environment.nodes().names();
    }

    @Override
    public List<String> candidates() {
        return candidates;
    }

    @Override
    public boolean isFree(String node) {
        return environment.holder(node, objects).isEmpty();
    }

    @Override
    public List<String> role(String label) {
        return servers(label).on(environment.nodes());
    }

    @Override
    public List<String> leaders(Optional<String> label) {
        String words = label.map(role -> role + " of ").orElse("") + environment.systemName();
        Optional<HasLeader> electorate =
                label.isPresent() ? servers(label.get()).as(HasLeader.class) : environment.systemAs(HasLeader.class);
        return Leaders.await(
                environment,
                electorate.orElseThrow(() -> new IllegalArgumentException(words + " does not say who leads")),
                words);
    }

    private Processes servers(String label) {
        return Processes.group(environment.system(), Processes.label(label))
                .orElseThrow(() -> new IllegalArgumentException(unknown(environment.system(), label)));
    }

    private static String unknown(SystemUnderTest system, String label) {
        String roles = system instanceof HasRoles whole
                ? "it has "
                        + String.join(
                                ", ",
                                whole.groups().stream().map(ServerGroup::label).toList())
                : "it has no roles";
        return name(system) + " has no servers called " + label + "; " + roles;
    }

    private static String name(SystemUnderTest system) {
        return system == null ? "no system" : system.name();
    }
}
