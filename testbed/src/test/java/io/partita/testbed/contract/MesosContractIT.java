package io.partita.testbed.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.partita.testbed.contract.Cluster.Member;
import io.partita.testbed.messages.Address;
import io.partita.testbed.messages.TaskState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Masters and agents as processes answer as real ones did. Each situation of the recordings is brought about once; then
 * every answer is looked at.
 */
class MesosContractIT {

    private static final String ALONE = "zk-lost-single-master/before";
    private static final String THREE_TASKS = "single-1master-1agent-3tasks";
    private static final String FRAMEWORK_KILLED = "single-framework-killed-failover3600";
    private static final String AGENT_KILLED = "agent-killed/";
    private static final String ENSEMBLE = "ha3-leader-and-standby";
    private static final String FAILOVER = "ha3-after-failover";
    private static final String QUORUM_LOST = "ha3-quorum-lost";

    private static final String SLEEP = "sleep 3600";
    private static final String SESSION = "zk.session=3s";

    private static final List<Exchange> EXCHANGES = new ArrayList<>();

    @BeforeAll
    static void meetTheSituations(@TempDir Path directory) throws Exception {
        oneMasterAndOneAgent(directory);
        anAgentIsKilled(directory);
        threeMasters(directory);
    }

    private static void oneMasterAndOneAgent(Path directory) throws Exception {
        try (Cluster cluster = new Cluster(directory.resolve("single"))) {
            Member master = cluster.start("master", "master");
            Member agent = cluster.start("agent", "agent");
            awaitAgents(master, 1);
            Map<String, String> names = names(master, 5170, agent, 5051);
            record(ALONE, MesosRequest.ofMaster(), master.http(), names);
            record(ALONE, MesosRequest.ofAgent(), agent.http(), names);

            try (MiniFramework first = join(
                    cluster,
                    directory,
                    "mesos-execute instance",
                    0,
                    false,
                    "RESERVATION_REFINEMENT",
                    "TASK_KILLING_STATE",
                    "REVOCABLE_RESOURCES",
                    "PARTITION_AWARE")) {
                first.run("true", TaskState.TASK_FINISHED, "hello");
                first.leave();
                awaitNoFrameworks(master);
            }
            try (MiniFramework second = join(cluster, directory, "mini", 0, true)) {
                second.run("true", TaskState.TASK_FINISHED, "mini-0", "mini-1", "mini-2");
                second.leave();
                awaitNoFrameworks(master);
            }
            names = names(master, 5050, agent, 5051);
            try (MiniFramework third = join(cluster, directory, "mini", 3600, true)) {
                third.run(SLEEP, TaskState.TASK_RUNNING, "mini-0", "mini-1", "mini-2");
                agent.server().until("only three executors", () -> executors(agent) == 3);
                record(THREE_TASKS, MesosRequest.ofMaster(), master.http(), names);
                record(THREE_TASKS, MesosRequest.ofAgent(), agent.http(), names);
            }
            master.server()
                    .until(
                            "a framework that is away",
                            () -> Cluster.says(
                                    master.http(),
                                    "/frameworks",
                                    "\"active\":false,\"connected\":false,\"recovered\":false,\"user\":\"root\",\"failover_timeout\":3600"));
            record(FRAMEWORK_KILLED, MesosRequest.ofMaster(), master.http(), names);
            record(FRAMEWORK_KILLED, MesosRequest.ofAgent(), agent.http(), names);
        }
    }

    private static void anAgentIsKilled(Path directory) throws Exception {
        try (Cluster cluster = new Cluster(directory.resolve("agent-killed"))) {
            Member master = cluster.start("master", "master", "ping.timeout=1s", "ping.max=2");
            Member agent = cluster.start("agent", "agent", "ping.timeout=1s", "ping.max=2");
            awaitAgents(master, 1);
            Map<String, String> names = names(master, 5180, agent, 5051);
            try (MiniFramework mini = join(cluster, directory, "mini", 0, true)) {
                mini.run(SLEEP, TaskState.TASK_RUNNING, "mini-0", "mini-1");
                cluster.kill(agent);
                master.server()
                        .until("an inactive agent", () -> Cluster.says(master.http(), "/slaves", "\"active\":false"));
                record(AGENT_KILLED + "plus1s", MesosRequest.ofMaster(), master.http(), names);
                mini.await(TaskState.TASK_LOST, "mini-0", "mini-1");
                mini.leave();
                awaitNoFrameworks(master);
            }
            record(AGENT_KILLED + "plus15s-unreachable", MesosRequest.ofMaster(), master.http(), names);
            agent.server().started();
            awaitAgents(master, 1);
            agent.server()
                    .until(
                            "no executors",
                            () -> executors(agent) == 0
                                    && Cluster.says(agent.http(), "/state", "\"completed_frameworks\":[{"));
            record(AGENT_KILLED + "after-restart", MesosRequest.ofMaster(), master.http(), names);
            record(AGENT_KILLED + "after-restart", MesosRequest.ofAgent(), agent.http(), names);
        }
    }

    private static void threeMasters(Path directory) throws Exception {
        try (Cluster cluster = new Cluster(directory.resolve("ha3"))) {
            List<Member> masters = new ArrayList<>();
            for (int i = 1; i <= 3; i++) {
                masters.add(cluster.start("master" + i, "master", "quorum=2", SESSION));
            }
            Member agent = cluster.start("agent", "agent", SESSION);
            Member leader = leader(masters);
            awaitAgents(leader, 1);
            List<Member> standbys = new ArrayList<>(masters);
            standbys.remove(leader);
            for (Member standby : standbys) {
                awaitRedirect(standby, leader);
            }
            Map<String, String> names = names(leader, 5151, agent, 5051);
            record(ENSEMBLE, MesosRequest.ofMaster(), leader.http(), names);
            record(ENSEMBLE, MesosRequest.ofAgent(), agent.http(), names);
            for (int i = 0; i < 2; i++) {
                record(ENSEMBLE, MesosRequest.ofStandby(i + 1), standbys.get(i).http(), names);
            }

            Member next;
            try (MiniFramework mini = join(cluster, directory, "mini", 3600, true)) {
                Path end = directory.resolve("end");
                mini.run("until [ -e " + end + " ]; do sleep 0.2; done", TaskState.TASK_RUNNING, "mini-0", "mini-1");
                cluster.kill(leader);
                next = leader(standbys);
                awaitAgents(next, 1);
                Files.createFile(end);
                mini.await(TaskState.TASK_FINISHED, "mini-0", "mini-1");
                mini.leave();
                awaitNoFrameworks(next);
            }
            standbys.remove(next);
            Member last = standbys.get(0);
            awaitRedirect(last, next);
            agent.server()
                    .until(
                            "no executors",
                            () -> executors(agent) == 0
                                    && Cluster.says(agent.http(), "/state", "\"completed_frameworks\":[{"));
            names = names(next, 5150, agent, 5051);
            record(FAILOVER, MesosRequest.ofMaster(), next.http(), names);
            record(FAILOVER, MesosRequest.ofAgent(), agent.http(), names);
            record(FAILOVER, MesosRequest.ofStandby(1), last.http(), names);

            cluster.kill(next);
            leader(standbys);
            EXCHANGES.add(Exchange.of(
                    "master /state",
                    QUORUM_LOST,
                    Recordings.mesos(FAILOVER, "root_state")
                            .with(Recordings.text(
                                    Recordings.MESOS + QUORUM_LOST + "/state_while_leader_without_quorum.json")),
                    Cluster.get(last.http(), "/state")));
        }
    }

    private static MiniFramework join(
            Cluster cluster, Path directory, String name, double failoverTimeout, boolean checkpoint, String... can) {
        return new MiniFramework(
                cluster.ensemble(), directory, MiniFramework.info(name, "vm", failoverTimeout, checkpoint, can));
    }

    private static Map<String, String> names(Member master, int masterPort, Member agent, int agentPort) {
        Map<String, String> names = new HashMap<>();
        names.put(master.http().toString(), "127.0.0.1:" + masterPort);
        names.put(agent.http().toString(), "127.0.0.1:" + agentPort);
        return names;
    }

    private static void record(
            String situation, Stream<MesosRequest> requests, Address server, Map<String, String> names)
            throws IOException {
        for (MesosRequest request : requests.toList()) {
            Answer ours = Cluster.ask(
                    server,
                    request.call().isEmpty() ? "GET" : "POST",
                    request.path(),
                    request.call().isEmpty() ? "*/*" : "application/json",
                    request.call());
            EXCHANGES.add(Exchange.of(
                    request.endpoint(), situation, Recordings.mesos(situation, request.file()), ours.renamed(names)));
        }
    }

    private static Member leader(List<Member> masters) throws Exception {
        List<Member> leaders = new ArrayList<>();
        masters.get(0).server().until("a leader", () -> {
            masters.stream()
                    .filter(each -> Cluster.says(each.http(), "/state", "\"leader\":\"master@" + each.address() + "\""))
                    .forEach(leaders::add);
            return !leaders.isEmpty();
        });
        return leaders.get(0);
    }

    private static void awaitAgents(Member master, int number) throws Exception {
        master.server()
                .until(
                        number + " agents and offers",
                        () -> Cluster.says(master.http(), "/state", "\"activated_slaves\":" + number + ".0")
                                && Cluster.says(master.http(), "/metrics/snapshot", "allocation_run_ms\\/p99"));
    }

    private static void awaitNoFrameworks(Member master) throws Exception {
        master.server().until("no framework", () -> Cluster.says(master.http(), "/frameworks", "\"frameworks\":[]"));
    }

    private static void awaitRedirect(Member standby, Member leader) throws Exception {
        standby.server()
                .until(
                        "a redirection to the leader",
                        () -> Cluster.get(standby.http(), "/redirect")
                                .headers()
                                .getOrDefault("Location", "")
                                .endsWith(leader.http().toString()));
    }

    private static int executors(Member agent) throws IOException {
        return Cluster.says(agent.http(), "/containers", "")
                ? Comparison.read(Cluster.get(agent.http(), "/containers").body())
                        .size()
                : -1;
    }

    static List<Exchange> exchanges() {
        return EXCHANGES;
    }

    @ParameterizedTest
    @MethodSource("exchanges")
    void answersAsTheRealOneDid(Exchange exchange) {
        assertThat(Differences.known().unknown(exchange))
                .as(exchange.toString())
                .isEmpty();
    }

    @Test
    void everyDifferenceInTheTableIsStillThere() {
        assertThat(Differences.known().stale(EXCHANGES, "master", "standby", "agent"))
                .isEmpty();
    }
}
