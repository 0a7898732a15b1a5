package io.partita.nemesis.ledger;

import io.partita.provisioning.remote.Nodes;
import io.partita.provisioning.remote.Remote;
import io.partita.provisioning.remote.RemoteException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * The results of an action on several nodes, of which some failed. Immutable.
 *
 * @param results of the nodes that answered
 * @param failures why the others did not
 */
public record EachNode<T>(Map<String, T> results, Map<String, RemoteException> failures) {

    /** Applies {@code action} to the named nodes at the same time; one that fails does not hinder the others. */
    public static <T> EachNode<T> of(Nodes nodes, List<String> names, Function<Remote, T> action) {
        var failures = new LinkedHashMap<String, RemoteException>();
        Map<String, Result<T>> all = nodes.parallel(names, remote -> {
            try {
                return new Result<>(action.apply(remote), null);
            } catch (RemoteException e) {
                return new Result<>(null, e);
            }
        });
        var results = new LinkedHashMap<String, T>();
        all.forEach((node, result) -> {
            if (result.failure() == null) {
                results.put(node, result.value());
            } else {
                failures.put(node, result.failure());
            }
        });
        return new EachNode<>(results, failures);
    }

    private record Result<T>(T value, RemoteException failure) {}
}
