package io.partita.workloads.mesos.nodes;

import io.partita.provisioning.remote.Nodes;
import io.partita.provisioning.remote.Remote;
import io.partita.provisioning.remote.RemoteException;
import io.partita.workloads.mesos.nodes.NodeReading.Read;
import io.partita.workloads.mesos.nodes.NodeReading.Unreadable;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** Readings of all nodes, by name. */
final class Readings {

    private Readings() {}

    /**
     * Reads all nodes at the same time, each once. A node that fails is unreadable; that hinders no other.
     *
     * @throws RemoteException.Interrupted if the thread is interrupted
     */
    static <T> Map<String, NodeReading<T>> ofAll(Nodes nodes, Function<Remote, T> read) {
        return nodes.parallel(remote -> of(remote, read));
    }

    private static <T> NodeReading<T> of(Remote remote, Function<Remote, T> read) {
        try {
            return new Read<>(read.apply(remote));
        } catch (RemoteException.Interrupted e) {
            throw e;
        } catch (RemoteException e) {
            return new Unreadable<>(e.getMessage());
        }
    }

    /** The nodes that could not be read. */
    static <T> Set<String> unreadable(Map<String, NodeReading<T>> readings) {
        var result = new LinkedHashSet<String>();
        readings.forEach((node, reading) -> {
            if (reading instanceof Unreadable) {
                result.add(node);
            }
        });
        return result;
    }

    /** As JSON values by node: what {@code json} makes of a reading, or the reason as a string. */
    static <T> Map<String, Object> toJson(Map<String, NodeReading<T>> readings, Function<T, Object> json) {
        var result = new LinkedHashMap<String, Object>();
        readings.forEach((node, reading) -> result.put(
                node, reading instanceof Read<T> read ? json.apply(read.found()) : ((Unreadable<T>) reading).why()));
        return result;
    }

    /**
     * What {@link #toJson} made.
     *
     * @param parse makes a reading of what stands for it
     * @throws IllegalArgumentException if it did not; says where
     */
    static <T> Map<String, NodeReading<T>> fromJson(Object json, Function<Fields, T> parse) {
        var result = new LinkedHashMap<String, NodeReading<T>>();
        Fields.of("nodes", json)
                .members()
                .forEach((node, value) -> result.put(
                        node,
                        value instanceof String why
                                ? new Unreadable<>(why)
                                : new Read<>(parse.apply(Fields.of(node, value)))));
        return result;
    }
}
