package io.partita.workloads.mesos.api;

import static io.partita.workloads.http.RawServer.answer;
import static org.assertj.core.api.Assertions.assertThat;

import io.partita.workloads.http.HttpExchange;
import io.partita.workloads.http.RawServer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class MesosApiTests {

    private static final String MESOS = "mesos-1.6.2/";

    private final HttpExchange http = new HttpExchange(Duration.ofSeconds(20));

    /** What is done with an API. */
    private interface Use<T> {
        Reply<T> of(MesosApi api) throws InterruptedException;
    }

    private <T> Reply<T> use(String answer, String requestLine, Use<T> use) throws Exception {
        try (RawServer server = RawServer.answering(answer)) {
            Reply<T> reply = use.of(new MesosApi(http, server.uri("")));
            assertThat(server.requests()).singleElement().asString().startsWith(requestLine + " HTTP/1.1\n");
            return reply;
        }
    }

    private <T> T good(String capture, String requestLine, Use<T> use) throws Exception {
        return use(answer("200 OK", Captures.text(MESOS + capture)), requestLine, use)
                .good()
                .orElseThrow();
    }

    private String bodySent(Use<String> use) throws Exception {
        try (RawServer server = RawServer.answering(answer("200 OK", ""))) {
            assertThat(use.of(new MesosApi(http, server.uri("")))).isEqualTo(new Reply.Ok<>("", 200));
            String[] parts = server.requests().get(0).split("\n\n", 2);
            return parts[0].lines().findFirst().orElseThrow().replace(" HTTP/1.1", " ") + parts[1];
        }
    }

    @Test
    void aLeaderSaysThatItLeadsAndWhatItKnows() throws Exception {
        MasterState state =
                good("single-1master-1agent-3tasks/master_state.json", "GET /state", api -> api.state(MesosApi.STATE));
        assertThat(state.leads()).isTrue();
        assertThat(state.pid()).isEqualTo("master@127.0.0.1:5050");
        assertThat(state.version()).isEqualTo("1.6.2");
        assertThat(state.electedTime()).isPositive();
        assertThat(state.activatedAgents()).isEqualTo(1);
        assertThat(state.agents()).singleElement().satisfies(agent -> {
            assertThat(agent.active()).isTrue();
            assertThat(agent.address()).isEqualTo("127.0.0.1:5051");
            assertThat(agent.reregisteredTime()).isNull();
        });
        assertThat(state.frameworks()).singleElement().satisfies(framework -> {
            assertThat(framework.active()).isTrue();
            assertThat(framework.connected()).isTrue();
            assertThat(framework.tasks()).hasSize(3).allSatisfy(task -> {
                assertThat(task.state()).isEqualTo("TASK_RUNNING");
                assertThat(task.agentId()).isEqualTo(state.agents().get(0).id());
                assertThat(task.statuses())
                        .extracting(TaskEntry.Status::state)
                        .containsExactly("TASK_STARTING", "TASK_RUNNING");
            });
        });
        assertThat(state.flags()).containsEntry("quorum", "1");
    }

    @Test
    void aStandbyOfAnOldReleaseShowsAnEmptyStateAndDoesNotLead() throws Exception {
        String old = "{\"id\":\"20150101-000000-1-5050-1\",\"pid\":\"master@10.0.0.1:5050\",\"hostname\":\"n1\","
                + "\"leader\":\"master@10.0.0.2:5050\",\"version\":\"0.21.1\",\"activated_slaves\":0,"
                + "\"deactivated_slaves\":0,\"slaves\":[],\"frameworks\":[],\"flags\":{}}";
        MasterState state = use(answer("200 OK", old), "GET /state.json", api -> api.state(MesosApi.STATE_JSON))
                .good()
                .orElseThrow();
        assertThat(state.leads()).isFalse();
        assertThat(state.leader()).isEqualTo("master@10.0.0.2:5050");
        assertThat(state.electedTime()).isNull();
        assertThat(state.unreachableAgents()).isZero();
        assertThat(use(
                                answer("200 OK", old.replace("\"leader\":\"master@10.0.0.2:5050\",", "")),
                                "GET /state.json",
                                api -> api.state(MesosApi.STATE_JSON))
                        .good()
                        .map(MasterState::leads))
                .contains(false);
    }

    @Test
    void newSpellingsAreAsGoodAsOldOnes() throws Exception {
        String text = Captures.text(MESOS + "single-1master-1agent-3tasks/master_state.json");
        String renamed = text.replace("\"slaves\"", "\"agents\"")
                .replace("_slaves\"", "_agents\"")
                .replace("\"slave_id\"", "\"agent_id\"");
        assertThat(use(answer("200 OK", renamed), "GET /state", api -> api.state(MesosApi.STATE)))
                .isEqualTo(use(answer("200 OK", text), "GET /state", api -> api.state(MesosApi.STATE)));
    }

    @Test
    void whatIsMissingIsNamedByItsPlace() throws Exception {
        String text = Captures.text(MESOS + "single-1master-1agent-3tasks/master_slaves.json");
        assertThat(use(answer("200 OK", text.replace("\"pid\"", "\"dip\"")), "GET /slaves", MesosApi::agents)
                        .error())
                .isEqualTo("wrong-shape: slaves[0].pid is missing");
    }

    @Test
    void anAgentThatIsGoneForNowIsStillListed() throws Exception {
        MasterState state =
                good("agent-killed/plus1s/master_state.json", "GET /state", api -> api.state(MesosApi.STATE));
        assertThat(state.agents())
                .singleElement()
                .satisfies(agent -> assertThat(agent.active()).isFalse());
        assertThat(state.deactivatedAgents()).isEqualTo(1);
    }

    @Test
    void theRegistryTellsOfAgentsThatAreUnreachable() throws Exception {
        Registry registry = good(
                "agent-killed/plus15s-unreachable/master_registrar_1__registry.json",
                "GET /registrar(1)/registry",
                MesosApi::registry);
        assertThat(registry.admitted()).isEmpty();
        assertThat(registry.unreachable()).hasSize(1);
        assertThat(registry.gone()).isEmpty();
        assertThat(registry.leader()).startsWith("master@127.0.0.1:");
    }

    @Test
    void theOtherEndpointsOfAMasterAreRead() throws Exception {
        String single = "single-1master-1agent-3tasks/";
        assertThat(good(single + "master_slaves.json", "GET /slaves", MesosApi::agents)
                        .agents())
                .hasSize(1);
        assertThat(good(single + "master_frameworks.json", "GET /frameworks", MesosApi::frameworks))
                .hasSize(1);
        List<TaskEntry> tasks = good(single + "master_tasks.json", "GET /tasks?limit=500", api -> api.tasks(500));
        assertThat(tasks).isNotEmpty();
        Map<String, Double> metrics =
                good(single + "master_metrics_snapshot.json", "GET /metrics/snapshot", api -> api.metrics());
        assertThat(metrics).containsEntry("master/elected", 1.0).containsEntry("master/tasks_running", 3.0);
        assertThat(good(single + "master_version.json", "GET /version", MesosApi::version))
                .isEqualTo("1.6.2");
        Map<String, String> flags = good(single + "master_flags.json", "GET /flags", api -> api.flags());
        assertThat(flags).containsEntry("zk_session_timeout", "10secs");
        assertThat(use(answer("200 OK", ""), "GET /health", MesosApi::health)).isEqualTo(new Reply.Ok<>("", 200));
    }

    @Test
    void anAgentSaysWhatRunsOnIt() throws Exception {
        AgentState state = good(
                "single-1master-1agent-3tasks/agent_state.json", "GET /state", api -> api.agentState(MesosApi.STATE));
        assertThat(state.masterHostname()).isEqualTo("localhost");
        assertThat(state.tasks()).extracting(TaskEntry::id).containsExactlyInAnyOrder("mini-0", "mini-1", "mini-2");
        assertThat(state.frameworks())
                .singleElement()
                .satisfies(framework -> assertThat(framework.executors()).allSatisfy(executor -> {
                    assertThat(executor.directory()).contains(executor.container());
                    assertThat(executor.queuedTasks()).isEmpty();
                }));
    }

    @Test
    void maintenanceIsReadAsItIsWritten() throws Exception {
        var forEver = new MaintenanceWindow(List.of(new MachineId("n1", "10.0.0.1")), 1_500_000_000_000_000_000L, null);
        var forAMinute = new MaintenanceWindow(List.of(new MachineId("n2", "")), 7L, 60_000_000_000L);
        String sent = bodySent(api -> api.scheduleMaintenance(List.of(forEver, forAMinute)));
        assertThat(sent).startsWith("POST /maintenance/schedule {\"windows\":[");
        String schedule = sent.substring(sent.indexOf('{'));
        assertThat(use(answer("200 OK", schedule), "GET /maintenance/schedule", MesosApi::maintenanceSchedule))
                .isEqualTo(new Reply.Ok<>(List.of(forEver, forAMinute), 200));
        String status = "{\"draining_machines\":[{\"id\":{\"hostname\":\"n1\"},\"statuses\":[]}],"
                + "\"down_machines\":[{\"hostname\":\"n2\",\"ip\":\"10.0.0.2\"}]}";
        assertThat(use(answer("200 OK", status), "GET /maintenance/status", MesosApi::maintenanceStatus))
                .isEqualTo(new Reply.Ok<>(
                        new MaintenanceStatus(
                                List.of(new MachineId("n1", "")), List.of(new MachineId("n2", "10.0.0.2"))),
                        200));
    }

    @Test
    void operatorsSayWhatIsToBeDone() throws Exception {
        List<MachineId> machines = List.of(new MachineId("n1", "10.0.0.1"));
        String json = "[{\"hostname\":\"n1\",\"ip\":\"10.0.0.1\"}]";
        assertThat(bodySent(api -> api.machineDown(machines))).isEqualTo("POST /machine/down " + json);
        assertThat(bodySent(api -> api.machineUp(machines))).isEqualTo("POST /machine/up " + json);
        assertThat(bodySent(api -> api.teardown("f-0000"))).isEqualTo("POST /teardown frameworkId=f-0000");
        assertThat(bodySent(api -> api.operate("MARK_AGENT_GONE", Map.of("agent_id", Map.of("value", "S0")))))
                .startsWith("POST /api/v1 {")
                .contains("\"type\":\"MARK_AGENT_GONE\"")
                .contains("\"mark_agent_gone\":{\"agent_id\":{\"value\":\"S0\"}}");
    }

    @Test
    void aCallThatOnlyAsksIsARead() throws Exception {
        Reply<Object> agents = use(
                answer("200 OK", Captures.text(MESOS + "single-1master-1agent-3tasks/v1_GET_AGENTS.json")),
                "POST /api/v1",
                api -> api.ask("GET_AGENTS"));
        assertThat(agents.good().orElseThrow())
                .isInstanceOfSatisfying(
                        Map.class, map -> assertThat(map.get("type")).isEqualTo("GET_AGENTS"));
        assertThat(use(answer("500 Oh", ""), "POST /api/v1", api -> api.ask("GET_AGENTS")))
                .isInstanceOf(Reply.Refused.class);
        assertThat(use(answer("500 Oh", ""), "POST /api/v1", api -> api.operate("DRAIN_AGENT", Map.of())))
                .isInstanceOf(Reply.Unknown.class);
    }

    @Test
    void whatAHistoryCannotHoldIsNoGoodAnswer() throws Exception {
        assertThat(use(answer("200 OK", "{\"x\":18446744073709551615}"), "POST /api/v1", api -> api.ask("GET_METRICS"))
                        .error())
                .startsWith("wrong-shape: a history cannot hold the answer: ");
    }
}
