package io.partita.testbed.marathon.api;

import io.partita.testbed.marathon.app.Json;
import io.partita.testbed.marathon.app.ServicePorts;
import io.partita.testbed.settings.Knob;
import io.partita.testbed.settings.Place;
import io.partita.testbed.settings.Profile;
import io.partita.testbed.settings.Settings;
import java.time.Duration;
import tools.jackson.databind.node.ObjectNode;

/** {@code /v2/info}: who this is, and its settings, as they are in effect. */
final class InfoView {

    private static final String BUILD = "testbed";

    private InfoView() {}

    static ObjectNode write(ApiContext context) {
        Settings settings = context.settings();
        ObjectNode json = Json.object()
                .put("name", "marathon")
                .put("version", context.profile().marathonVersion())
                .put("buildref", BUILD);
        if (context.isAtLeast(Profile.LEGACY1)) {
            json.put("elected", true);
        }
        json.put("leader", context.http().toString())
                .put("frameworkId", context.orchestrator().frameworkId().orElse(null));
        json.set("marathon_config", config(context, settings));
        long session = millis(settings, Knob.MARATHON_ZK_SESSION);
        json.putObject("zookeeper_config")
                .put("zk", context.place().zkUrl(Place.MARATHON_PATH))
                .put("zk_compression", true)
                .put("zk_compression_threshold", 65536)
                .put("zk_connection_timeout", session)
                .put("zk_max_node_size", 1024000)
                .put("zk_max_versions", context.isAtLeast(Profile.PA) ? 50 : 25)
                .put("zk_session_timeout", session)
                .put("zk_timeout", session);
        json.putObject("http_config").put("http_port", context.http().port()).put("https_port", 8443);
        return json;
    }

    private static ObjectNode config(ApiContext context, Settings settings) {
        ObjectNode json = Json.object();
        json.putNull("access_control_allow_origin")
                .put("checkpoint", true)
                .put("decline_offer_duration", millis(settings, Knob.MARATHON_DECLINE_DURATION))
                .putNull("default_network_name")
                .putNull("env_vars_prefix")
                .put("executor", "//cmd");
        json.set(
                "failover_timeout",
                Json.number(settings.duration(Knob.FAILOVER_TIMEOUT).toMillis() / 1000.0));
        json.putArray("features");
        json.put("framework_name", context.profile() == Profile.CLASSIC ? "marathon-0.7.6" : "marathon")
                .put("ha", true)
                .put("hostname", context.place().hostname())
                .put("launch_token", 100)
                .put("launch_token_refresh_interval", 30000)
                .put("leader_proxy_connection_timeout_ms", limit(settings, Knob.MARATHON_PROXY_CONNECT))
                .put("leader_proxy_read_timeout_ms", limit(settings, Knob.MARATHON_PROXY_READ))
                .put("local_port_max", ServicePorts.END)
                .put("local_port_min", ServicePorts.LOWEST)
                .put("master", context.place().zkUrl(Place.MESOS_PATH))
                .put("max_instances_per_offer", settings.count(Knob.MARATHON_TASKS_PER_OFFER))
                .put("mesos_bridge_name", "mesos-bridge")
                .put("mesos_heartbeat_failure_threshold", settings.count(Knob.MARATHON_HEARTBEAT_FAILURES))
                .put("mesos_heartbeat_interval", limit(settings, Knob.MARATHON_HEARTBEAT_INTERVAL))
                .put(
                        "mesos_leader_ui_url",
                        context.orchestrator()
                                .master()
                                .map(master -> "http://" + master + "/")
                                .orElse(null))
                .putNull("mesos_role")
                .put("mesos_user", "root")
                .put("min_revive_offers_interval", millis(settings, Knob.MARATHON_REVIVE_INTERVAL))
                .put("offer_matching_timeout", 3000)
                .put("on_elected_prepare_timeout", millis(settings, Knob.MARATHON_PREPARE_TIMEOUT))
                .put("reconciliation_initial_delay", millis(settings, Knob.MARATHON_RECONCILE_DELAY))
                .put("reconciliation_interval", millis(settings, Knob.MARATHON_RECONCILE_INTERVAL))
                .put("revive_offers_for_new_apps", true)
                .put("revive_offers_repetitions", 3)
                .put("scale_apps_initial_delay", limit(settings, Knob.MARATHON_SCALE_DELAY))
                .put("scale_apps_interval", limit(settings, Knob.MARATHON_SCALE_INTERVAL))
                .put("store_cache", true)
                .put("task_launch_confirm_timeout", millis(settings, Knob.MARATHON_LAUNCH_TIMEOUT))
                .put("task_launch_timeout", millis(settings, Knob.MARATHON_LAUNCH_TIMEOUT))
                .put("task_lost_expunge_initial_delay", millis(settings, Knob.MARATHON_EXPUNGE_DELAY))
                .put("task_lost_expunge_interval", millis(settings, Knob.MARATHON_EXPUNGE_INTERVAL))
                .put("task_reservation_timeout", 20000)
                .putNull("webui_url")
                .put("maintenance_mode", true);
        return json;
    }

    private static long millis(Settings settings, Knob knob) {
        return settings.duration(knob).toMillis();
    }

    private static Long limit(Settings settings, Knob knob) {
        return settings.optionalDuration(knob).map(Duration::toMillis).orElse(null);
    }
}
