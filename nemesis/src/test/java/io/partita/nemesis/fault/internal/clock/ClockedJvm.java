package io.partita.nemesis.fault.internal.clock;

import io.partita.provisioning.remote.Command;
import io.partita.provisioning.remote.Nodes;
import io.partita.provisioning.remote.Remote;
import io.partita.provisioning.system.Daemon;
import io.partita.provisioning.system.HasClock;
import io.partita.provisioning.system.ProcessClock;
import io.partita.provisioning.system.SystemUnderTest;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** The smallest system with a clock of its own: a Java machine that writes down what time it is. */
final class ClockedJvm implements SystemUnderTest, HasClock {

    /** What the Java machine sees, in ms. */
    record Sight(long wall, long monotonic, long waited) {
        static Sight parse(String line) {
            String[] word = line.strip().split(" ");
            return new Sight(Long.parseLong(word[0]), Long.parseLong(word[1]), Long.parseLong(word[2]));
        }
    }

    private static final String NOW = "/opt/clocked/jvm/now";

    private final Daemon daemon = new Daemon(
                    "/opt/clocked/jvm",
                    List.of("java", "-Xmx16m", "-XX:+UseSerialGC", "-cp", "classes", WallClock.class.getName(), NOW),
                    List.of())
            .withClock();

    Sight look(Remote node) {
        return Sight.parse(node.require(Command.of("cat", NOW)).stdout());
    }

    ProcessClock clock() {
        return daemon.clock();
    }

    @Override
    public String name() {
        return "clocked-jvm";
    }

    @Override
    public String version() {
        return "1";
    }

    @Override
    public void install(Nodes nodes) {
        String path = WallClock.class.getName().replace('.', '/') + ".class";
        nodes.parallel(node -> {
            daemon.remove(node);
            daemon.prepare(node, 1);
            String target = daemon.directory() + "/classes/" + path;
            node.require(Command.of("mkdir", "-p", target.substring(0, target.lastIndexOf('/'))));
            node.upload(classFile(path), target, 0644);
            return node.node();
        });
    }

    private static Path classFile(String path) {
        try {
            return Path.of(WallClock.class.getClassLoader().getResource(path).toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void start(Nodes nodes) {
        nodes.parallel(node -> {
            daemon.start(node);
            return node.node();
        });
    }

    @Override
    public void awaitReady(Nodes nodes, Duration limit) {
        nodes.parallel(node -> node.require(Command.script("i=0; until [ -s " + NOW
                        + " ] || [ $i = 1000 ]; do sleep 0.02; i=$((i+1)); done; [ -s " + NOW + " ]")
                .within(limit)));
    }

    @Override
    public void remove(Nodes nodes) {
        nodes.parallel(node -> {
            daemon.remove(node);
            return node.node();
        });
    }

    @Override
    public Duration recoveryBound() {
        return Duration.ofSeconds(1);
    }

    @Override
    public List<ProcessClock> clocks(Nodes nodes, String node) {
        return List.of(daemon.clock());
    }
}
