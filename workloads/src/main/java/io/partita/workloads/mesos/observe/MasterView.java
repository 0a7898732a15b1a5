package io.partita.workloads.mesos.observe;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What one master said when it was asked for its state. Immutable.
 *
 * @param node where it runs
 * @param status the status of its answer; 0 if there was none
 * @param error why there is no usable answer, beginning with a stable word; {@code null} if there is one
 * @param leads whether it takes itself for the leader
 * @param leader the node that it names as leader or redirects to, itself included; {@code null} if none, or an address
 *     that belongs to no node
 * @param state the cluster as it knows it; only of one that takes itself for the leader
 */
public record MasterView(
        String node, int status, String error, boolean leads, String leader, Optional<ClusterState> state) {

    /** Whether it sent a client that asked it back to itself. */
    public boolean redirectsToItself() {
        return status >= 300 && status < 400 && node.equals(leader);
    }

    /** This as the value of its node in an observation of all masters. */
    public Map<String, Object> toJson() {
        return new Json.Maker()
                .put("status", status == 0 ? null : Long.valueOf(status))
                .put("error", error)
                .flag("leads", leads)
                .put("leader", leader)
                .put("state", state.map(ClusterState::toJson).orElse(null))
                .make();
    }

    /** What all masters said, by node, from the value of an observation of all masters. */
    public static Map<String, MasterView> all(Object value) {
        Map<String, MasterView> views = new LinkedHashMap<>();
        Json.object(value).forEach((node, view) -> views.put(node, fromJson(node, Json.object(view))));
        return views;
    }

    static MasterView fromJson(String node, Map<String, Object> json) {
        return new MasterView(
                node,
                (int) Json.number(json, "status"),
                Json.text(json, "error"),
                Json.flag(json, "leads"),
                Json.text(json, "leader"),
                json.containsKey("state")
                        ? Optional.of(ClusterState.fromJson(Json.object(json, "state")))
                        : Optional.empty());
    }
}
