package io.partita.testbed.agent;

import io.partita.testbed.messages.AgentInfo;
import io.partita.testbed.messages.Resources;
import io.partita.testbed.runtime.Platform;
import io.partita.testbed.settings.Durations;
import io.partita.testbed.settings.Knob;
import io.partita.testbed.settings.Place;
import io.partita.testbed.settings.Settings;
import io.partita.testbed.view.Json;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import tools.jackson.databind.node.ObjectNode;

/** The flags that a Mesos agent would have been started with to do the same. */
final class FlagsView {

    private static final Map<String, String> FIXED = Table.read("flags.tsv");

    private final Platform platform;
    private final Settings settings;
    private final Place place;
    private final Supplier<AgentInfo> self;

    FlagsView(Platform platform, Settings settings, Place place, Supplier<AgentInfo> self) {
        this.platform = platform;
        this.settings = settings;
        this.place = place;
        this.self = self;
    }

    /** As its endpoint answers. */
    ObjectNode flags() {
        ObjectNode body = Json.object();
        body.set("flags", values());
        return body;
    }

    ObjectNode values() {
        AgentInfo agent = self.get();
        Map<String, String> flags = new TreeMap<>(FIXED);
        if (!agent.attributes().isEmpty()) {
            flags.put(
                    "attributes",
                    new TreeMap<>(agent.attributes())
                            .entrySet().stream()
                                    .map(entry -> entry.getKey() + ":" + entry.getValue())
                                    .collect(Collectors.joining(";")));
        }
        flags.put("executor_registration_timeout", text(Knob.EXECUTOR_REGISTER));
        flags.put("executor_reregistration_timeout", text(Knob.EXECUTOR_REREGISTER));
        flags.put("executor_shutdown_grace_period", text(Knob.EXECUTOR_GRACE));
        flags.put("hostname", agent.hostname());
        flags.put("ip", agent.address().host());
        flags.put("launcher", settings.text(Knob.CONTAINMENT).equals("contained") ? "linux" : "posix");
        flags.put("master", place.zkUrl(Place.MESOS_PATH));
        flags.put("port", Integer.toString(agent.address().port()));
        flags.put("recovery_timeout", text(Knob.RECOVERY_TIMEOUT));
        flags.put("registration_backoff_factor", text(Knob.REGISTRATION_BACKOFF));
        flags.put("resources", text(agent.resources()));
        flags.put("runtime_dir", platform.workDirectory() + ".rt");
        flags.put("work_dir", platform.workDirectory().toString());
        flags.put("zk_session_timeout", text(Knob.ZK_SESSION));
        ObjectNode node = Json.object();
        flags.forEach(node::put);
        return node;
    }

    private String text(Knob knob) {
        return Durations.asMesosWritesIt(settings.duration(knob));
    }

    private static String text(Resources resources) {
        return "cpus:" + plain(resources.cpus()) + ";mem:" + plain(resources.mem()) + ";disk:" + plain(resources.disk())
                + ";ports:" + resources.portsText();
    }

    private static String plain(double amount) {
        return amount == Math.rint(amount) ? Long.toString((long) amount) : Double.toString(amount);
    }
}
