package io.partita.testbed.contract;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * A request whose answer was recorded.
 *
 * @param server who was asked: master, agent, or a standby
 * @param file where the answer is
 * @param call what was posted; empty for GET
 */
record MesosRequest(String server, String file, String path, String call) {

    private static final List<String> LEADING =
            List.of("state", "state-summary", "slaves", "frameworks", "tasks", "roles", "quota", "weights");

    /** All requests to the leading master. */
    static Stream<MesosRequest> ofMaster() {
        return Stream.of(
                        LEADING.stream().map(name -> get("master", "master_" + name, "/master/" + name)),
                        Stream.of("state", "slaves", "frameworks")
                                .map(name -> get("master", "root_" + name, "/" + name)),
                        Stream.of("flags", "health", "version", "redirect", "metrics/snapshot")
                                .map(name -> get("master", "master_" + name.replace('/', '_'), "/" + name)),
                        Stream.of("maintenance/schedule", "maintenance/status")
                                .map(name -> get("master", "master_" + name.replace('/', '_'), "/" + name)),
                        Stream.of(
                                get("master", "master_master_redirect", "/master/redirect"),
                                get("master", "master_registrar_1__registry", "/registrar(1)/registry"),
                                get("master", "master_system_stats.json", "/system/stats.json")),
                        Stream.of(
                                        "AGENTS",
                                        "FLAGS",
                                        "FRAMEWORKS",
                                        "HEALTH",
                                        "MASTER",
                                        "ROLES",
                                        "STATE",
                                        "TASKS",
                                        "VERSION")
                                .map(name -> new MesosRequest(
                                        "master", "v1_GET_" + name, "/api/v1", "{\"type\":\"GET_" + name + "\"}")))
                .flatMap(each -> each);
    }

    /** All requests to the agent. */
    static Stream<MesosRequest> ofAgent() {
        return Stream.concat(
                Stream.of(get("agent", "agent_state", "/slave(1)/state"), get("agent", "agent_root_state", "/state")),
                Stream.of("containers", "flags", "health", "metrics/snapshot", "monitor/statistics", "version")
                        .map(name -> get("agent", "agent_" + name.replace('/', '_'), "/" + name)));
    }

    /** All requests to a master that does not lead. */
    static Stream<MesosRequest> ofStandby(int number) {
        return Arrays.stream(new String[] {
                    "flags", "frameworks", "health", "metrics/snapshot", "redirect", "slaves", "state", "version"
                })
                .map(name -> get("standby", "standby" + number + "_" + name.replace('/', '_'), "/" + name));
    }

    private static MesosRequest get(String server, String file, String path) {
        return new MesosRequest(server, file, path, "");
    }

    /** Who was asked for what. */
    String endpoint() {
        return server + " " + path + (call.isEmpty() ? "" : " " + file.substring("v1_".length()));
    }
}
