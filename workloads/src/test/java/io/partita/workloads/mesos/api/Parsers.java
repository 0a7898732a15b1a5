package io.partita.workloads.mesos.api;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Which parser reads which recorded answer, by the name of its file. */
final class Parsers {

    private static final Map<Pattern, Body<?>> BY_NAME = new LinkedHashMap<>();

    static {
        String marathon = ".*marathon-[^/]*/(.*/)?";
        put(marathon + "(\\d\\d-)?ping(-\\d+)?\\.(json|http)", Body.text());
        put(marathon + "(\\d\\d-)?info(-.*)?\\.(json|http)", Body.json(MarathonInfo::read));
        put(marathon + "(\\d\\d-)?leader(-.*)?\\.(json|http)", Body.json(json -> json.text("leader")));
        put(marathon + "delete-leader\\.http", Body.json(json -> json.text("message")));
        put(marathon + "\\d\\d-apps(-.*)?\\.json", Body.json(App::readAll));
        put(marathon + "(\\d\\d-)?app-(?!tasks).*\\.json", Body.json(json -> App.read(json.object("app"))));
        put(marathon + "(\\d\\d-)?post(-.*)?\\.json", Body.json(App::read));
        put(marathon + "\\d\\d-put-.*\\.json", Body.json(DeploymentResult::read));
        put(marathon + "(del|\\d\\d-delete-app)\\.json", Body.json(DeploymentResult::read));
        put(marathon + "\\d\\d-delete-task\\.json", Body.json(Killed::read));
        put(marathon + "\\d\\d-app-tasks\\.json", Body.json(AppTask::readAll));
        put(marathon + "(\\d\\d-|follower-proxied-)?tasks(-.*)?\\.(json|http)", Body.json(AppTask::readAll));
        put(marathon + "\\d\\d-deployments(-.*)?\\.json", Body.json(Deployment::readAll));
        put(marathon + "\\d\\d-queue(-.*)?\\.json", Body.json(QueueItem::readAll));
        put(marathon + "\\d\\d-versions\\.json", Body.json(json -> json.list("versions", Fields::asText)));
        put(marathon + "master-tasks-.*\\.json", Body.json(TaskEntry::readAll));

        put(".*/(master|root|standby\\d)_state\\.(json|body)", Body.json(MasterState::read));
        put(".*/state_while_leader_without_quorum\\.json", Body.json(MasterState::read));
        put(".*/(master|root|standby\\d)_slaves\\.(json|body)", Body.json(AgentList::read));
        put(".*/(master|root|standby\\d)_frameworks\\.(json|body)", Body.json(FrameworkEntry::readAll));
        put(".*/master_tasks\\.json", Body.json(TaskEntry::readAll));
        put(".*/(master|agent|standby\\d)_metrics_snapshot\\.(json|body)", Body.json(MesosApi::metrics));
        put(".*/(master|agent|standby\\d)_flags\\.(json|body)", Body.json(MesosApi::flags));
        put(".*/(master|agent|standby\\d)_version\\.(json|body)", Body.json(json -> json.text("version")));
        put(".*/(master|agent|standby\\d)_health\\.(json|body)", Body.any());
        put(".*/master_registrar_1__registry\\.json", Body.json(Registry::read));
        put(".*/master_maintenance_schedule\\.json", Body.json(MaintenanceWindow::readAll));
        put(".*/master_maintenance_status\\.json", Body.json(MaintenanceStatus::read));
        put(".*/v1_GET_.*\\.json", Body.json(MesosApi::plain));
        put(".*/agent_(root_)?state\\.json", Body.json(AgentState::read));
        put(".*/(master_)*(standby\\d_)?redirect\\.body", Body.any());
    }

    private Parsers() {}

    private static void put(String names, Body<?> parser) {
        BY_NAME.put(Pattern.compile(names), parser);
    }

    /** The parser of the first row that fits. */
    static Optional<Body<?>> of(String file) {
        return BY_NAME.entrySet().stream()
                .filter(entry -> entry.getKey().matcher(file).matches())
                .<Body<?>>map(Map.Entry::getValue)
                .findFirst();
    }
}
