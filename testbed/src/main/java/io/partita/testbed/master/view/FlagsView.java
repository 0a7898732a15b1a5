package io.partita.testbed.master.view;

import io.partita.testbed.settings.Durations;
import io.partita.testbed.settings.Knob;
import io.partita.testbed.settings.Place;
import io.partita.testbed.settings.Profile;
import io.partita.testbed.settings.Rate;
import io.partita.testbed.settings.Settings;
import io.partita.testbed.view.Json;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.node.ObjectNode;

/** The flags that the master runs with; durations are those in effect. */
public final class FlagsView {

    private static final Map<String, String> FIXED = Map.ofEntries(
            Map.entry("allocator", "hierarchical"),
            Map.entry("authenticate_agents", "false"),
            Map.entry("authenticate_frameworks", "false"),
            Map.entry("authenticate_http_frameworks", "false"),
            Map.entry("authenticate_http_readonly", "false"),
            Map.entry("authenticate_http_readwrite", "false"),
            Map.entry("authentication_v0_timeout", "15secs"),
            Map.entry("authenticators", "crammd5"),
            Map.entry("authorizers", "local"),
            Map.entry("filter_gpu_resources", "true"),
            Map.entry("framework_sorter", "drf"),
            Map.entry("help", "false"),
            Map.entry("hostname_lookup", "true"),
            Map.entry("http_authenticators", "basic"),
            Map.entry("initialize_driver_logging", "true"),
            Map.entry("log_auto_initialize", "true"),
            Map.entry("logbufsecs", "0"),
            Map.entry("logging_level", "INFO"),
            Map.entry("max_completed_frameworks", "50"),
            Map.entry("max_completed_tasks_per_framework", "1000"),
            Map.entry("max_unreachable_tasks_per_framework", "1000"),
            Map.entry("memory_profiling", "false"),
            Map.entry("min_allocatable_resources", "cpus:0.01|mem:32"),
            Map.entry("quiet", "false"),
            Map.entry("registry", "replicated_log"),
            Map.entry("registry_gc_interval", "15mins"),
            Map.entry("registry_max_agent_age", "2weeks"),
            Map.entry("registry_max_agent_count", "102400"),
            Map.entry("registry_strict", "false"),
            Map.entry("require_agent_domain", "false"),
            Map.entry("role_sorter", "drf"),
            Map.entry("root_submissions", "true"),
            Map.entry("version", "false"),
            Map.entry("webui_dir", "/usr/share/mesos/webui"));

    private FlagsView() {}

    /** By name, in order. */
    public static Map<String, String> flags(Snapshot snapshot) {
        Settings settings = snapshot.settings();
        Map<String, String> flags = new TreeMap<>(FIXED);
        String agent = snapshot.isAtLeast(Profile.LEGACY1) ? "agent" : "slave";
        flags.put(agent + "_ping_timeout", time(settings, Knob.PING_TIMEOUT));
        flags.put(agent + "_reregister_timeout", time(settings, Knob.REREGISTER_TIMEOUT));
        flags.put("max_" + agent + "_ping_timeouts", settings.text(Knob.PING_MAX));
        flags.put("recovery_" + agent + "_removal_limit", settings.text(Knob.REMOVAL_LIMIT));
        settings.rate(Knob.REMOVAL_RATE).ifPresent(rate -> flags.put(agent + "_removal_rate_limit", text(rate)));
        settings.optionalDuration(Knob.OFFER_TIMEOUT)
                .ifPresent(limit -> flags.put("offer_timeout", Durations.asMesosWritesIt(limit)));
        flags.put("allocation_interval", time(settings, Knob.ALLOCATION_INTERVAL));
        flags.put("registry_fetch_timeout", time(settings, Knob.REGISTRY_FETCH_TIMEOUT));
        flags.put("registry_store_timeout", time(settings, Knob.REGISTRY_STORE_TIMEOUT));
        flags.put("zk_session_timeout", time(settings, Knob.ZK_SESSION));
        flags.put("hostname", snapshot.self().hostname());
        flags.put("ip", snapshot.self().address().host());
        flags.put("port", String.valueOf(snapshot.self().address().port()));
        flags.put("quorum", String.valueOf(snapshot.place().quorum()));
        flags.put("work_dir", snapshot.workDirectory().toString());
        flags.put("zk", snapshot.place().zkUrl(Place.MESOS_PATH));
        return flags;
    }

    static ObjectNode json(Snapshot snapshot) {
        ObjectNode json = Json.object();
        flags(snapshot).forEach(json::put);
        return json;
    }

    private static String text(Rate rate) {
        return rate.events() + "/" + Durations.asMesosWritesIt(rate.time());
    }

    private static String time(Settings settings, Knob knob) {
        return Durations.asMesosWritesIt(settings.duration(knob));
    }
}
