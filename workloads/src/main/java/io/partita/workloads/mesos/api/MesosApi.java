package io.partita.workloads.mesos.api;

import io.partita.checker.history.HistoryException;
import io.partita.checker.history.JsonValues;
import io.partita.workloads.http.HttpExchange;
import io.partita.workloads.mesos.api.Redirects.Followed;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The HTTP API of one Mesos master or agent. Never retries; follows redirects only of reads, and only if made to by
 * {@link #following}. Safe for use by several threads.
 */
public final class MesosApi {

    /** Where the state is from 0.25 on, on masters and agents. */
    public static final String STATE = "/state";
    /** Where the state is up to 1.7, on masters and agents. */
    public static final String STATE_JSON = "/state.json";

    private final Requests requests;

    /** @param base such as {@code http://10.0.0.1:5050} */
    public MesosApi(HttpExchange http, URI base) {
        this(new Requests(http, base, 0));
    }

    private MesosApi(Requests requests) {
        this.requests = requests;
    }

    /** The same server, asked by a client whose reads follow up to {@code most} redirects. */
    public MesosApi following(int most) {
        return new MesosApi(requests.following(most));
    }

    /** Where a read of {@code path} is led to, and what the last server answers. */
    public Followed follow(String path, int most) throws InterruptedException {
        return requests.follow(path, most);
    }

    /** @param path {@link #STATE} or {@link #STATE_JSON} */
    public Reply<MasterState> state(String path) throws InterruptedException {
        return requests.read(path, Body.json(MasterState::read));
    }

    public Reply<AgentList> agents() throws InterruptedException {
        return requests.read("/slaves", Body.json(AgentList::read));
    }

    public Reply<List<FrameworkEntry>> frameworks() throws InterruptedException {
        return requests.read("/frameworks", Body.json(FrameworkEntry::readAll));
    }

    /** The last {@code limit} tasks, ended or not. */
    public Reply<List<TaskEntry>> tasks(int limit) throws InterruptedException {
        return requests.read("/tasks?limit=" + limit, Body.json(TaskEntry::readAll));
    }

    /** Of a master or an agent, by name. */
    public Reply<Map<String, Double>> metrics() throws InterruptedException {
        return requests.read("/metrics/snapshot", Body.json(MesosApi::metrics));
    }

    static Map<String, Double> metrics(Fields json) throws Fields.WrongShapeException {
        return json.entries(Fields::asNumber);
    }

    /** What this master has read of the registry. */
    public Reply<Registry> registry() throws InterruptedException {
        return requests.read("/registrar(1)/registry", Body.json(Registry::read));
    }

    /** Of a master or an agent, by name; from 0.26 on. */
    public Reply<Map<String, String>> flags() throws InterruptedException {
        return requests.read("/flags", Body.json(MesosApi::flags));
    }

    static Map<String, String> flags(Fields json) throws Fields.WrongShapeException {
        return json.object("flags").entries(Fields::asTextOrJson);
    }

    public Reply<String> version() throws InterruptedException {
        return requests.read("/version", Body.json(json -> json.text("version")));
    }

    /** A good answer from any process that is alive. */
    public Reply<String> health() throws InterruptedException {
        return requests.read("/health", Body.any());
    }

    public Reply<List<MaintenanceWindow>> maintenanceSchedule() throws InterruptedException {
        return requests.read("/maintenance/schedule", Body.json(MaintenanceWindow::readAll));
    }

    public Reply<MaintenanceStatus> maintenanceStatus() throws InterruptedException {
        return requests.read("/maintenance/status", Body.json(MaintenanceStatus::read));
    }

    /** Puts {@code windows} in the place of whatever was scheduled. */
    public Reply<String> scheduleMaintenance(List<MaintenanceWindow> windows) throws InterruptedException {
        return done(
                "/maintenance/schedule",
                Map.of(
                        "windows",
                        windows.stream().map(MaintenanceWindow::toJson).toList()));
    }

    /** Takes machines away that are scheduled for maintenance. */
    public Reply<String> machineDown(List<MachineId> machines) throws InterruptedException {
        return done("/machine/down", machines.stream().map(MachineId::toJson).toList());
    }

    /** Gives machines back. */
    public Reply<String> machineUp(List<MachineId> machines) throws InterruptedException {
        return done("/machine/up", machines.stream().map(MachineId::toJson).toList());
    }

    /** Ends a framework and all its tasks. */
    public Reply<String> teardown(String frameworkId) throws InterruptedException {
        String form = "frameworkId=" + URLEncoder.encode(frameworkId, StandardCharsets.UTF_8);
        return requests.writeForm("/teardown", form, Body.any());
    }

    /**
     * A call of the operator API that changes something, such as {@code MARK_AGENT_GONE}.
     *
     * @param arguments what stands below the type's name in lower case, as JSON values
     */
    public Reply<String> operate(String type, Map<String, ?> arguments) throws InterruptedException {
        return done("/api/v1", Map.of("type", type, type.toLowerCase(Locale.ROOT), arguments));
    }

    /** A call of the operator API that asks for something, such as {@code GET_AGENTS}; answers JSON values. */
    public Reply<Object> ask(String type) throws InterruptedException {
        Reply<Object> reply = requests.write("POST", "/api/v1", Map.of("type", type), Body.json(MesosApi::plain));
        // It is a read whatever HTTP calls it, so without a good answer it did not happen.
        return reply instanceof Reply.Unknown<Object> unknown
                ? new Reply.Refused<>(unknown.error(), unknown.answer())
                : reply;
    }

    /** The state of an agent; {@code path} as for a master. */
    public Reply<AgentState> agentState(String path) throws InterruptedException {
        return requests.read(path, Body.json(AgentState::read));
    }

    private Reply<String> done(String path, Object json) throws InterruptedException {
        return requests.write("POST", path, json, Body.any());
    }

    static Object plain(Fields json) throws Fields.WrongShapeException {
        json.requireObject();
        try {
            return JsonValues.parse(json.node().toString());
        } catch (HistoryException e) {
            throw new Fields.WrongShapeException("a history cannot hold the answer: " + e.getMessage());
        }
    }
}
