package io.partita.workloads.mesos.discovery;

import io.partita.checker.history.History;
import io.partita.workloads.mesos.observe.Json;
import io.partita.workloads.mesos.observe.Observations;
import io.partita.workloads.mesos.observe.Sample;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What one source told about an app: its running instances. Immutable.
 *
 * @param source who told it
 * @param instances what it told, and who answered there
 */
record Listing(Source source, List<Instance> instances) {

    Listing {
        Objects.requireNonNull(source, "source is null");
        instances = List.copyOf(instances);
    }

    /** The ids of the tasks. */
    Set<String> tasks() {
        return instances.stream().map(Instance::task).collect(Collectors.toSet());
    }

    Map<String, Object> toJson() {
        return new Json.Maker()
                .put("source", source.toJson())
                .put("instances", instances.stream().map(Instance::toJson).toList())
                .make();
    }

    static Listing fromJson(Object value) {
        Map<String, Object> json = Json.object(value);
        return new Listing(
                Source.fromJson(Json.object(json, "source")),
                Json.list(json.get("instances")).stream()
                        .map(Json::object)
                        .map(Instance::fromJson)
                        .toList());
    }

    /** All listings of {@code history}, in the order in which they ended. */
    static List<Sample<Listing>> all(History history) {
        return Observations.of(history).samples(DiscoveryClient.ASK, Listing::fromJson);
    }
}
