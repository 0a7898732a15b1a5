package io.partita.testbed.marathon.app;

import io.partita.testbed.marathon.app.AppDefinition.HealthCheck;
import java.util.List;
import java.util.Set;

/** Reads an app's health checks. */
final class HealthCheckReader {

    private static final Set<String> PROTOCOLS = Set.of("HTTP", "TCP", "MESOS_HTTP", "MESOS_TCP");
    private static final Set<String> KNOWN = Set.of(
            "protocol",
            "path",
            "portIndex",
            "port",
            "gracePeriodSeconds",
            "intervalSeconds",
            "timeoutSeconds",
            "maxConsecutiveFailures",
            "ignoreHttp1xx",
            "ipProtocol",
            "delaySeconds");

    private final Fields app;
    private final AppDefaults defaults;
    private final int ports;

    /** @param ports how many the app has */
    HealthCheckReader(Fields app, AppDefaults defaults, int ports) {
        this.app = app;
        this.defaults = defaults;
        this.ports = ports;
    }

    List<HealthCheck> read() {
        return app.objects("healthChecks").stream().map(this::read).toList();
    }

    private HealthCheck read(Fields check) {
        check.onlyKnow(KNOWN);
        String protocol = check.text("protocol", "HTTP");
        if (!PROTOCOLS.contains(protocol)) {
            // A check beside the task would be the executor's; none that is never made may pass for one.
            check.problem("protocol", "must be HTTP, TCP, MESOS_HTTP or MESOS_TCP; no other is carried out here");
        }
        int portIndex = check.integer("portIndex", 0, 0);
        Integer port = check.has("port") ? check.integer("port", 0, 1) : null;
        if (port == null && portIndex >= ports) {
            check.problem("portIndex", "Health check port indices must address an element of the ports array");
        }
        return new HealthCheck(
                protocol,
                protocol.endsWith("HTTP") ? check.text("path", "/") : null,
                port == null ? portIndex : 0,
                port,
                check.number("gracePeriodSeconds", defaults.healthGraceSeconds(), 0),
                check.number("intervalSeconds", defaults.healthIntervalSeconds(), 0),
                check.number("timeoutSeconds", 20, 0),
                check.integer("maxConsecutiveFailures", 3, 0));
    }
}
