package io.partita.provisioning.system.testbed;

import io.partita.provisioning.remote.Command;
import io.partita.provisioning.remote.Nodes;
import io.partita.provisioning.remote.Remote;
import io.partita.provisioning.system.NodeScript;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Puts the testbed's servers on nodes; starts nothing. */
final class Installer {

    private static final int NEEDED_MB = 300;
    /** The bug that is not one of a server but of the nodes: their firewall commands lie. */
    private static final String LYING_FIREWALL = "B40";

    private static final String[] FIREWALL = {"iptables", "iptables-restore", "ip6tables", "ip6tables-restore"};

    private final TestbedSettings settings;
    private final Servers servers;
    private final NodeScript script;
    private final NodeScript supervisor = NodeScript.beside(Installer.class, "supervise.sh");

    Installer(TestbedSettings settings, Servers servers, NodeScript script) {
        this.settings = settings;
        this.servers = servers;
        this.script = script;
    }

    /** Removes what is there of the testbed and installs it anew, on all nodes at once. */
    void install(Nodes nodes, Layout layout) {
        nodes.parallel(node -> {
            script.run(node, "remove", settings.directory());
            List<Command> commands = new ArrayList<>();
            commands.add(script.command("prepare", settings.directory(), String.valueOf(NEEDED_MB)));
            commands.addAll(servers.files(layout, nodes.inventory(), node.node(), supervisor.text()));
            NodeScript.require(node, node.run(Command.sequence(commands)));
            for (Path jar : servers.jars()) {
                node.upload(jar, servers.path("lib/" + jar.getFileName()), 0644);
            }
            if (settings.has(LYING_FIREWALL)) {
                wrapFirewall(node);
            }
            return node.node();
        });
    }

    private void wrapFirewall(Remote node) {
        List<String> arguments = new ArrayList<>(List.of("wrap", settings.directory()));
        arguments.addAll(List.of(FIREWALL));
        script.run(node, arguments.toArray(String[]::new));
    }
}
