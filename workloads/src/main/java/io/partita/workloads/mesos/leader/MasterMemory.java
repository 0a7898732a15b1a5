package io.partita.workloads.mesos.leader;

import io.partita.workloads.mesos.observe.Json;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What one master knows that must outlive it, as far as it says. Immutable.
 *
 * @param node where it runs
 * @param status the status of its answer when it was asked for its state; 0 if there was none
 * @param leads whether it took itself for the leader
 * @param term the id of this process, or {@code null} if it did not say: no two processes have the same
 * @param agents how many agents it showed as registered
 * @param frameworks how many frameworks it showed
 * @param elected whether this very process said in its metrics, asked right after that, that it is elected; empty if it
 *     did not say
 * @param schedule the numbers of the maintenance windows that it showed; empty if it was not asked or did not say
 * @param admitted ids of the agents that the registry admits; empty if it was not asked or did not say
 * @param away ids of the agents that the registry holds for unreachable or gone
 */
record MasterMemory(
        String node,
        int status,
        boolean leads,
        String term,
        int agents,
        int frameworks,
        Optional<Boolean> elected,
        Optional<List<Long>> schedule,
        Optional<Set<String>> admitted,
        Set<String> away) {

    MasterMemory {
        schedule = schedule.map(List::copyOf);
        admitted = admitted.map(Set::copyOf);
        away = Set.copyOf(away);
    }

    /** One that gave no usable answer. */
    static MasterMemory silent(String node, int status) {
        return new MasterMemory(
                node, status, false, null, 0, 0, Optional.empty(), Optional.empty(), Optional.empty(), Set.of());
    }

    /**
     * Whether it had certainly taken the registry over: until then it admits nobody, and until then its answers are as empty
     * as those of a new cluster.
     */
    boolean hasRecovered() {
        return leads && agents > 0 && !denies();
    }

    /** Whether its metrics said that it is not elected, whatever it answers. */
    boolean denies() {
        return elected.isPresent() && !elected.get();
    }

    /** Whether its metrics said that it is elected. */
    boolean isElected() {
        return elected.isPresent() && elected.get();
    }

    Map<String, Object> toJson() {
        return new Json.Maker()
                .put("status", status == 0 ? null : Long.valueOf(status))
                .flag("leads", leads)
                .put("term", term)
                .put("agents", agents)
                .put("frameworks", frameworks)
                .flag("denies", denies())
                .flag("elected", isElected())
                .put("schedule", schedule.map(ArrayList::new).orElse(null))
                .put(
                        "admitted",
                        admitted.map(ids -> ids.stream().sorted().toList()).orElse(null))
                .put("away", away.stream().sorted().toList())
                .make();
    }

    /** What {@link #toJson} made of every node. */
    static Map<String, MasterMemory> fromJson(Object value) {
        Map<String, MasterMemory> all = new LinkedHashMap<>();
        Json.object(value).forEach((node, json) -> all.put(node, fromJson(node, Json.object(json))));
        return all;
    }

    private static MasterMemory fromJson(String node, Map<String, Object> json) {
        return new MasterMemory(
                node,
                (int) Json.number(json, "status"),
                Json.flag(json, "leads"),
                Json.text(json, "term"),
                (int) Json.number(json, "agents"),
                (int) Json.number(json, "frameworks"),
                Json.flag(json, "denies")
                        ? Optional.of(false)
                        : Optional.of(true).filter(elected -> Json.flag(json, "elected")),
                json.containsKey("schedule")
                        ? Optional.of(Json.list(json.get("schedule")).stream()
                                .filter(Number.class::isInstance)
                                .map(number -> ((Number) number).longValue())
                                .toList())
                        : Optional.empty(),
                json.containsKey("admitted") ? Optional.of(texts(json.get("admitted"))) : Optional.empty(),
                texts(json.get("away")));
    }

    private static Set<String> texts(Object list) {
        Set<String> texts = new HashSet<>();
        Json.list(list).forEach(each -> texts.add(String.valueOf(each)));
        return texts;
    }
}
