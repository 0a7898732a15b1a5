package io.partita.provisioning.system.zookeeper;

import io.partita.provisioning.cluster.Node;
import io.partita.provisioning.internal.TarArchive;
import io.partita.provisioning.remote.Command;
import io.partita.provisioning.remote.Nodes;
import io.partita.provisioning.system.Artifact;
import io.partita.provisioning.system.ArtifactCache;
import io.partita.provisioning.system.Daemon;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/** What lies in a server's directory before it is started: the release, its configuration, its number. Immutable. */
final class Installation {

    private static final int NEEDED_MB = 200;
    private static final String ARCHIVE = "install.tar";
    /** Arguments: directory, archive, the server's id. */
    private static final String UNPACK = """
            set -e
            cd "$1"
            mkdir -p data
            echo "$3" >data/myid
            [ -e "$2" ] || exit 0
            tar -xf "$2"
            rm "$2"
            """;

    private final ZooKeeperSettings settings;
    private final ArtifactCache cache;
    private final List<Artifact> artifacts;

    /** @throws IllegalArgumentException if the artifacts of {@code settings.version()} are not listed in our tree */
    Installation(ZooKeeperSettings settings, ArtifactCache cache) {
        this.settings = settings;
        this.cache = cache;
        this.artifacts = artifacts(settings.version());
    }

    /** Removes what {@code daemon} had on all nodes, and puts everything in place. */
    void install(Nodes nodes, Daemon daemon) {
        List<Node> members = nodes.inventory().nodes();
        byte[] archive = archive(members);
        nodes.parallel(node -> {
            daemon.remove(node);
            daemon.prepare(node, NEEDED_MB);
            node.write(settings.directory() + "/" + ARCHIVE, archive, 0600);
            node.require(Command.script(
                            UNPACK,
                            settings.directory(),
                            ARCHIVE,
                            Integer.toString(ZooKeeperConfig.id(members, node.node())))
                    .asIdempotent());
            return node.node();
        });
    }

    private byte[] archive(List<Node> members) {
        TarArchive files = new TarArchive();
        for (Artifact artifact : artifacts) {
            files.add("lib/" + artifact.fileName(), content(cache.fetch(artifact)), 0644);
        }
        files.add("conf/zoo.cfg", ZooKeeperConfig.zooCfg(settings, members).getBytes(StandardCharsets.UTF_8), 0644);
        files.add("conf/simplelogger.properties", resource("simplelogger.properties"), 0644);
        return files.toBytes();
    }

    private static List<Artifact> artifacts(String version) {
        InputStream list = Installation.class.getResourceAsStream("artifacts-" + version + ".txt");
        if (list == null) {
            throw new IllegalArgumentException("zookeeper: no artifacts are listed for version \"" + version
                    + "\": this build knows " + ZooKeeperSettings.DEFAULT.version());
        }
        return Artifact.parseAll(list);
    }

    private static byte[] content(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] resource(String name) {
        try (InputStream in = Objects.requireNonNull(Installation.class.getResourceAsStream(name), name)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
