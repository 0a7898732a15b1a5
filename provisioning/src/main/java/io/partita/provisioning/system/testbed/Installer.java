package io.partita.provisioning.system.testbed;

import io.partita.provisioning.internal.TarArchive;
import io.partita.provisioning.remote.Command;
import io.partita.provisioning.remote.Nodes;
import io.partita.provisioning.remote.Remote;
import io.partita.provisioning.system.NodeScript;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Puts the testbed's servers on nodes; starts nothing. */
final class Installer {

    private static final int NEEDED_MB = 300;
    private static final String ARCHIVE = "install.tar";
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
        byte[] archive = archive();
        nodes.parallel(node -> {
            script.run(node, "remove", settings.directory());
            NodeScript.require(
                    node, node.run(script.command("prepare", settings.directory(), String.valueOf(NEEDED_MB))));
            node.write(servers.path(ARCHIVE), archive, 0600);
            List<Command> commands = new ArrayList<>();
            commands.add(script.command("unpack", settings.directory(), ARCHIVE));
            commands.addAll(servers.files(layout, nodes.inventory(), node.node()));
            NodeScript.require(node, node.run(Command.sequence(commands)));
            if (settings.has(LYING_FIREWALL)) {
                wrapFirewall(node);
            }
            return node.node();
        });
    }

    /** What is the same on all nodes. */
    private byte[] archive() {
        TarArchive archive = new TarArchive();
        archive.add("bin/supervise.sh", supervisor.text().getBytes(StandardCharsets.UTF_8), 0644);
        for (Path file : servers.libraries()) {
            try {
                archive.add("lib/" + file.getFileName(), Files.readAllBytes(file), 0644);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return archive.toBytes();
    }

    private void wrapFirewall(Remote node) {
        List<String> arguments = new ArrayList<>(List.of("wrap", settings.directory()));
        arguments.addAll(List.of(FIREWALL));
        script.run(node, arguments.toArray(String[]::new));
    }
}
