package io.partita.provisioning.system.testbed;

import io.partita.provisioning.cluster.Inventory;
import io.partita.provisioning.internal.Parallel;
import io.partita.provisioning.internal.TarArchive;
import io.partita.provisioning.remote.Command;
import io.partita.provisioning.remote.Nodes;
import io.partita.provisioning.remote.Remote;
import io.partita.provisioning.system.NodeScript;
import io.partita.provisioning.system.SystemUnderTest;
import io.partita.provisioning.system.mesos.Layout;
import io.partita.provisioning.system.mesos.NodesView;
import io.partita.provisioning.system.mesos.Role;
import io.partita.provisioning.system.mesos.internal.SupervisedCluster;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

/** Puts the testbed's servers on nodes; starts nothing. */
final class Installer {

    private static final int NEEDED_MB = 300;
    private static final String ARCHIVE = "install.tar.gz";
    /** The bug that is not one of a server but of the nodes: their firewall commands lie. */
    private static final String LYING_FIREWALL = "B40";

    /** For whichever of the kernel's packet filters. */
    private static final List<String> FIREWALL = Stream.of("iptables", "ip6tables")
            .flatMap(family -> Stream.of("", "-legacy", "-nft").map(filter -> family + filter))
            .flatMap(program -> Stream.of(program, program + "-restore"))
            .toList();

    private final TestbedSettings settings;
    private final Servers servers;
    private final NodeScript script;

    Installer(TestbedSettings settings, Servers servers, NodeScript script) {
        this.settings = settings;
        this.servers = servers;
        this.script = script;
    }

    /**
     * Removes what is there of the testbed and installs it anew, on all nodes at once; then its ensemble, which lies below
     * the same directory.
     */
    void install(Nodes nodes, Layout layout, SystemUnderTest ensemble) {
        byte[] archive = archive();
        nodes.parallel(node -> {
            script.run(node, "remove", settings.directory());
            return script.run(node, "prepare", settings.directory(), String.valueOf(NEEDED_MB));
        });
        Parallel.forEach(List.of("testbed", "ensemble"), what -> {
            if (what.equals("ensemble")) {
                ensemble.install(NodesView.of(nodes, layout.on(Role.ZOOKEEPER)));
            } else {
                nodes.parallel(node -> {
                    files(node, layout, nodes.inventory(), archive);
                    return node.node();
                });
            }
        });
    }

    private void files(Remote node, Layout layout, Inventory inventory, byte[] archive) {
        node.write(servers.path(ARCHIVE), archive, 0600);
        List<Command> commands = new ArrayList<>();
        commands.add(script.command("unpack", settings.directory(), ARCHIVE));
        commands.addAll(servers.files(layout, inventory, node.node()));
        NodeScript.require(node, node.run(Command.sequence(commands)));
        if (settings.has(LYING_FIREWALL)) {
            wrapFirewall(node);
        }
    }

    /** What is the same on all nodes, compressed: the archive of classes is mostly air. */
    private byte[] archive() {
        TarArchive archive = new TarArchive();
        archive.add("bin/supervise.sh", SupervisedCluster.supervisor().getBytes(StandardCharsets.UTF_8), 0644);
        var compressed = new ByteArrayOutputStream();
        try {
            for (Path file : servers.libraries()) {
                archive.add("lib/" + file.getFileName(), Files.readAllBytes(file), 0644);
            }
            try (var gzip = new GZIPOutputStream(compressed, 1 << 16) {
                {
                    def.setLevel(Deflater.BEST_SPEED);
                }
            }) {
                gzip.write(archive.toBytes());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return compressed.toByteArray();
    }

    private void wrapFirewall(Remote node) {
        List<String> arguments = new ArrayList<>(List.of("wrap", settings.directory()));
        arguments.addAll(FIREWALL);
        script.run(node, arguments.toArray(String[]::new));
    }
}
