package io.partita.nemesis.fault.internal.shared;

import io.partita.provisioning.remote.Nodes;
import io.partita.provisioning.system.HasRoles;
import io.partita.provisioning.system.ServerGroup;
import io.partita.provisioning.system.SystemUnderTest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The processes of a system that one fault strikes: all that it has on a node, or its servers of one group. Immutable.
 *
 * @param words who they are: "zookeeper", "master of testbed"
 * @param group the label of their group; empty for all processes
 * @param owner the system or the group, whose capabilities say what can be done to them
 * @param objects what a fault owns that strikes them; whoever strikes all owns those of every group too
 */
public record Processes(String words, Optional<String> group, Object owner, List<String> objects) {

    public Processes {
        objects = List.copyOf(objects);
    }

    /** Everything of {@code system} on a node. */
    public static Processes all(SystemUnderTest system) {
        List<String> objects = new ArrayList<>(List.of("process of " + system.name()));
        if (system instanceof HasRoles whole) {
            whole.groups().forEach(group -> objects.add(object(system, group)));
        }
        return new Processes(system.name(), Optional.empty(), system, objects);
    }

    /**
     * The servers of {@code system} in the group called {@code label}, if it has such a group; everything if that is the name
     * of the system.
     */
    public static Optional<Processes> group(SystemUnderTest system, String label) {
        if (system != null && system.name().equals(label)) {
            return Optional.of(all(system));
        }
        return system instanceof HasRoles whole
                ? whole.groups().stream()
                        .filter(group -> group.label().equals(label))
                        .findFirst()
                        .map(group -> new Processes(
                                label + " of " + system.name(),
                                Optional.of(label),
                                group,
                                List.of(object(system, group))))
                : Optional.empty();
    }

    /** The label of a role as a user may write it: {@code mesos-agent} is {@code agent}. */
    public static String label(String word) {
        return word.startsWith("mesos-") ? word.substring("mesos-".length()) : word;
    }

    private static String object(SystemUnderTest system, ServerGroup group) {
        return "process of " + system.name() + ": " + group.label();
    }

    /** Their owner as one that has the given capability, if it has it. */
    public <T> Optional<T> as(Class<T> capability) {
        return capability.isInstance(owner) ? Optional.of(capability.cast(owner)) : Optional.empty();
    }

    /** The same processes for a fault that owns their {@code thing}, such as {@code clock}, and not themselves. */
    public Processes owning(String thing) {
        return new Processes(
                words,
                group,
                owner,
                objects.stream()
                        .map(object -> object.replaceFirst("^process", thing))
                        .toList());
    }

    /** The same processes for a fault that owns {@code object} besides. */
    public Processes owningToo(String object) {
        return new Processes(
                words,
                group,
                owner,
                Stream.concat(objects.stream(), Stream.of(object)).toList());
    }

    /** The nodes that have such processes. */
    public List<String> on(Nodes nodes) {
        return as(ServerGroup.class).map(group -> group.on(nodes)).orElseGet(nodes::names);
    }
}
