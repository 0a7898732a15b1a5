package io.partita.testbed.marathon.orchestration;

import io.partita.testbed.marathon.app.AppDefinition;
import io.partita.testbed.marathon.app.AppDefinition.Constraint;
import io.partita.testbed.marathon.app.AppDefinition.HealthCheck;
import io.partita.testbed.marathon.app.AppDefinition.KillSelection;
import io.partita.testbed.marathon.app.AppDefinition.PortDefinition;
import io.partita.testbed.marathon.app.AppDefinition.UnreachableStrategy;
import io.partita.testbed.marathon.app.AppDefinition.UpgradeStrategy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** An app for tests: what is not said is Marathon's default. */
final class TestApp {

    private final String id;
    private final int instances;
    private final String version;
    private final List<Constraint> constraints = new ArrayList<>();
    private final List<HealthCheck> checks = new ArrayList<>();
    private String cmd = "sleep 1000";
    private UpgradeStrategy upgrade = new UpgradeStrategy(1, 1);
    private UnreachableStrategy unreachable = new UnreachableStrategy(0, 0);
    private List<String> dependencies = List.of();
    private double backoff = 1;
    private double cpus = 0.1;
    private boolean requirePorts;
    private int port = 10_000;

    TestApp(String id, int instances, String version) {
        this.id = id;
        this.instances = instances;
        this.version = version;
    }

    TestApp cmd(String newCmd) {
        cmd = newCmd;
        return this;
    }

    TestApp constraint(String field, String operator, String... value) {
        constraints.add(new Constraint(field, operator, value.length == 0 ? Optional.empty() : Optional.of(value[0])));
        return this;
    }

    TestApp upgrade(double minimum, double over) {
        upgrade = new UpgradeStrategy(minimum, over);
        return this;
    }

    /** Without numbers: disabled. */
    TestApp unreachable(double... seconds) {
        unreachable = seconds.length == 0 ? null : new UnreachableStrategy(seconds[0], seconds[1]);
        return this;
    }

    TestApp dependsOn(String... others) {
        dependencies = List.of(others);
        return this;
    }

    TestApp backoff(double seconds) {
        backoff = seconds;
        return this;
    }

    TestApp cpus(double newCpus) {
        cpus = newCpus;
        return this;
    }

    TestApp requiresPort(int newPort) {
        requirePorts = true;
        port = newPort;
        return this;
    }

    TestApp check(String protocol, double grace, int failures) {
        checks.add(new HealthCheck(protocol, "/", 0, null, grace, 10, 5, failures));
        return this;
    }

    AppDefinition build() {
        return new AppDefinition(
                id,
                cmd,
                List.of(),
                null,
                Map.of(),
                instances,
                cpus,
                16,
                0,
                constraints,
                List.of(new PortDefinition(port, "http", "tcp")),
                requirePorts,
                backoff,
                1.15,
                300,
                checks,
                upgrade,
                Map.of(),
                unreachable,
                KillSelection.YOUNGEST_FIRST,
                null,
                dependencies,
                version,
                version,
                version);
    }
}
