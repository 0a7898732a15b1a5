package io.partita.workloads.mesos.observe;

import java.util.Map;

/**
 * What one Marathon said when it was asked about itself. Immutable.
 *
 * @param node where it runs
 * @param status the status of its answer; 0 if there was none
 * @param error why there is no usable answer, beginning with a stable word; {@code null} if there is one
 * @param leads whether it takes itself for the leader
 * @param leader the node that it names as leader, itself included; {@code null} if none
 * @param framework the id under which Marathon is registered with Mesos, as it says; {@code null} if it says none
 */
public record MarathonView(String node, int status, String error, boolean leads, String leader, String framework) {

    /** This as the value of its node in an observation of all Marathons. */
    public Map<String, Object> toJson() {
        return new Json.Maker()
                .put("status", status == 0 ? null : Long.valueOf(status))
                .put("error", error)
                .flag("leads", leads)
                .put("leader", leader)
                .put("framework", framework)
                .make();
    }

    static MarathonView fromJson(String node, Map<String, Object> json) {
        return new MarathonView(
                node,
                (int) Json.number(json, "status"),
                Json.text(json, "error"),
                Json.flag(json, "leads"),
                Json.text(json, "leader"),
                Json.text(json, "framework"));
    }
}
