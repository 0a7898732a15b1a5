package io.partita.provisioning.system.mesos.release;

import io.partita.provisioning.cluster.Inventory;
import io.partita.provisioning.cluster.Node;
import io.partita.provisioning.system.mesos.Layout;
import io.partita.provisioning.system.mesos.Role;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Five nodes, programs on them, and settings, in one line each. */
final class Worlds {

    static final Inventory NODES = new Inventory(
            "test",
            "10.0.0.1",
            IntStream.rangeClosed(1, 5)
                    .mapToObj(i -> new Node(
                            "n" + i,
                            "10.0.0.1" + i,
                            new Node.Ssh("10.0.0.1" + i, 22, "root", Path.of("key"), Path.of("known"))))
                    .toList());

    static final Layout USUAL = Layout.standard(NODES.names(), 3, List.of());

    static final Programs PROGRAMS = new Programs(Map.of(
            "master", "/opt/m/sbin/mesos-master",
            "agent", "/opt/m/sbin/mesos-agent",
            "library", "/opt/m/lib/libmesos.so",
            "libraries", "/opt/m/lib",
            "helpers", "/opt/m/libexec/mesos",
            "marathon", "/opt/t/bin/marathon"));

    private Worlds() {}

    /** Settings with both products on the nodes already, and these. */
    static ReleaseSettings settings(String... options) {
        Map<String, String> all = new LinkedHashMap<>();
        all.put("prefix", "node:/opt/m");
        all.put("marathon.prefix", "node:/opt/t");
        for (int i = 0; i < options.length; i += 2) {
            all.put(options[i], options[i + 1]);
        }
        return read(all);
    }

    static ReleaseSettings read(Map<String, String> options) {
        return new SettingsReader(Tables.read()).read(options);
    }

    static LaunchScript launches(ReleaseSettings settings) {
        return new LaunchScript(settings, Tables.read(), USUAL, NODES);
    }

    /** The flags of the server of {@code role} on n2. */
    static Map<String, String> flags(Role role, String... options) {
        return launches(settings(options)).flags(role, "n2", PROGRAMS);
    }
}
