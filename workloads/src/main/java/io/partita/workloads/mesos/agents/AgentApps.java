package io.partita.workloads.mesos.agents;

import io.partita.provisioning.system.mesos.Profile;
import io.partita.provisioning.system.mesos.Role;
import io.partita.workloads.mesos.AppSpec;
import io.partita.workloads.mesos.Site;
import io.partita.workloads.mesos.nodes.TaskMode;
import io.partita.workloads.mesos.nodes.TaskProgram;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The apps whose tasks run on the agents. Each of the first two has at most one task on a node and leaves one node free, where
 * a replacement would show. Immutable.
 *
 * @param specs as they are given to Marathon
 * @param contained whether the cluster ends all processes of a task with it
 */
record AgentApps(List<AppSpec> specs, boolean contained) {

    /** An ordinary app. All its tasks want the same port, so an agent that gives nothing away twice has only one. */
    static final String SPREAD = "/agents-spread";
    /** An app whose tasks stay when their agent is lost; there is one from the release on that can say so. */
    static final String KEEPER = "/agents-keeper";
    /** An app whose tasks leave a process behind and end. */
    static final String FORKER = "/agents-forker";

    private static final int PORT = 31_999;
    private static final Duration FORKER_LIFE = Duration.ofSeconds(10);

    AgentApps {
        specs = List.copyOf(specs);
    }

    /** @param forking whether there is to be one whose tasks leave processes behind */
    static AgentApps on(Site site, TaskProgram program, boolean forking) {
        String steady = program.command(TaskMode.steady());
        int places = Math.max(1, site.on(Role.AGENT).size() - 1);
        List<AppSpec> specs = new ArrayList<>();
        specs.add(AppSpec.of(SPREAD, steady, places)
                .with("portDefinitions", List.of(Map.of("port", (long) PORT)))
                .with("requirePorts", true));
        if (site.profile().isAtLeast(Profile.PA)) {
            specs.add(AppSpec.of(KEEPER, steady, places)
                    .with("constraints", List.of(List.of("hostname", "UNIQUE")))
                    .with("unreachableStrategy", "disabled"));
        }
        if (forking) {
            specs.add(AppSpec.of(FORKER, program.command(new TaskMode.Fork(FORKER_LIFE, 0)), 1));
        }
        return new AgentApps(specs, isContained(site));
    }

    /** A cluster that does not say so leaves what left the tree of a task alone, as Mesos does without cgroups. */
    private static boolean isContained(Site site) {
        try {
            return site.cluster().timings().text("containment").equals("contained");
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /** How many instances each is to have. */
    Map<String, Integer> instances() {
        Map<String, Integer> instances = new LinkedHashMap<>();
        specs.forEach(spec -> instances.put(spec.id(), spec.instances()));
        return instances;
    }
}
