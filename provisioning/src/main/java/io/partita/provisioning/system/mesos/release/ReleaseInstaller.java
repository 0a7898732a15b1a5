package io.partita.provisioning.system.mesos.release;

import io.partita.provisioning.internal.Parallel;
import io.partita.provisioning.remote.Command;
import io.partita.provisioning.remote.Nodes;
import io.partita.provisioning.remote.Remote;
import io.partita.provisioning.system.Daemon;
import io.partita.provisioning.system.NodeScript;
import io.partita.provisioning.system.SystemException;
import io.partita.provisioning.system.SystemUnderTest;
import io.partita.provisioning.system.mesos.Layout;
import io.partita.provisioning.system.mesos.NodesView;
import io.partita.provisioning.system.mesos.Role;
import io.partita.provisioning.system.mesos.internal.SupervisedCluster;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Puts released servers on nodes; starts nothing. */
final class ReleaseInstaller {

    /** The script that is run before an agent starts. */
    static final NodeScript REMEDY = NodeScript.beside(ReleaseInstaller.class, "remedy.sh");

    private static final NodeScript SCRIPT = NodeScript.beside(ReleaseInstaller.class, "release.sh");
    private static final Duration UNPACK_LIMIT = Duration.ofMinutes(5);
    private static final Duration PACKAGES_LIMIT = Duration.ofMinutes(15);
    private static final int NEEDED_MB = 300;
    /** How much larger an archive may become. */
    private static final int UNPACKED = 5;

    private static final Map<Role, String> LACKING = Map.of(
            Role.MASTER, "no mesos-master",
            Role.AGENT, "no mesos-agent or mesos-slave",
            Role.MARATHON, "no Marathon launcher");

    private final ReleaseSettings settings;
    private final Function<Role, Daemon> daemons;
    private final NodeScript whole;

    /** @param whole the script that is about everything on a node */
    ReleaseInstaller(ReleaseSettings settings, Function<Role, Daemon> daemons, NodeScript whole) {
        this.settings = settings;
        this.daemons = daemons;
        this.whole = whole;
    }

    /** Removes what is there and installs {@code bundles} and the ensemble anew, on all nodes at once. */
    void install(Nodes nodes, Layout layout, Bundles bundles, SystemUnderTest ensemble) {
        LaunchScript launches = new LaunchScript(settings, Tables.read(), layout, nodes.inventory());
        nodes.parallel(node -> {
            remove(node);
            return whole.run(node, "prepare", settings.directory(), String.valueOf(neededMb(bundles)));
        });
        Parallel.forEach(List.of("servers", "ensemble"), what -> {
            if (what.equals("ensemble")) {
                ensemble.install(NodesView.of(nodes, layout.on(Role.ZOOKEEPER)));
            } else {
                nodes.parallel(node -> {
                    servers(node, layout, bundles, launches);
                    return node.node();
                });
            }
        });
    }

    /** Ends and removes everything on {@code node}, packages too; idempotent. */
    void remove(Remote node) {
        whole.run(node, "kill", settings.directory());
        run(node, PACKAGES_LIMIT, "unpackage", settings.directory());
        whole.run(node, "remove", settings.directory());
    }

    private static int neededMb(Bundles bundles) {
        long bytes = bundles.all().values().stream()
                .map(Bundles.Bundle::archive)
                .mapToLong(ReleaseInstaller::size)
                .sum();
        return NEEDED_MB + (int) (bytes * UNPACKED >> 20);
    }

    private static long size(Path file) {
        try {
            return Files.size(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void servers(Remote node, Layout layout, Bundles bundles, LaunchScript launches) {
        List<Role> roles = layout.of(node.node()).stream()
                .filter(role -> role != Role.ZOOKEEPER)
                .toList();
        if (roles.isEmpty()) {
            return;
        }
        StringBuilder found = new StringBuilder();
        for (Product product : Product.values()) {
            if (product == Product.MESOS || roles.contains(Role.MARATHON)) {
                String prefix =
                        provide(node, product, Optional.ofNullable(bundles.all().get(product)));
                found.append(SCRIPT.run(node, "locate", product.debianPackage(), prefix));
            }
        }
        Programs programs = Programs.parse(found.toString());
        requireAll(node, roles, programs);
        List<Command> commands = new ArrayList<>();
        commands.add(file(path("bin/supervise.sh"), SupervisedCluster.supervisor()));
        commands.add(file(path("bin/remedy.sh"), REMEDY.text()));
        for (Role role : roles) {
            Daemon daemon = daemons.apply(role);
            commands.add(daemon.preparation(1));
            commands.add(
                    file(daemon.directory() + "/" + ReleaseSystem.LAUNCH, launches.text(role, node.node(), programs)));
        }
        NodeScript.require(node, node.run(Command.sequence(commands)));
    }

    /** Brings {@code product} to {@code node}; answers with its prefix there. */
    private String provide(Remote node, Product product, Optional<Bundles.Bundle> bundle) {
        String directory = path(product.directory());
        if (bundle.isPresent()) {
            String archive = path(product.debianPackage() + ".tar");
            node.upload(bundle.get().archive(), archive, 0600);
            run(node, UNPACK_LIMIT, "unpack", archive, directory);
            return bundle.get().prefix().isEmpty()
                    ? directory
                    : directory + "/" + bundle.get().prefix();
        }
        Source source = settings.source(product).orElseThrow();
        if (source instanceof Source.Packages packages) {
            packages(node, packages);
            return "/usr";
        }
        return ((Source.OnNodes) source).directory();
    }

    private void packages(Remote node, Source.Packages packages) {
        String key = packages.key()
                .map(file -> {
                    String target = path(file.toString().endsWith(".asc") ? "key.asc" : "key.gpg");
                    node.upload(file, target, 0600);
                    return target;
                })
                .orElse("-");
        run(node, PACKAGES_LIMIT, "packages", settings.directory(), packages.repository(), key, packages.request());
    }

    private void requireAll(Remote node, List<Role> roles, Programs programs) {
        List<String> lacking = new ArrayList<>();
        roles.stream()
                .filter(role -> programs.path(role.label()).isEmpty())
                .forEach(role -> lacking.add(LACKING.get(role)));
        if (programs.path("library").isEmpty()) {
            lacking.add("no libmesos.so");
        }
        if (!lacking.isEmpty()) {
            throw new SystemException(node.node() + ": " + String.join(", ", lacking) + " in what came from "
                    + settings.mesos().place()
                    + settings.marathon()
                            .map(source -> " and " + source.place())
                            .orElse("")
                    + ". Next step: name a prefix or an archive that has sbin/mesos-master, sbin/mesos-agent,"
                    + " lib/libmesos.so, and for Marathon bin/marathon");
        }
    }

    private String path(String relative) {
        return settings.directory() + "/" + relative;
    }

    private static Command file(String path, String content) {
        return Command.of("sh", "-c", "mkdir -p \"${0%/*}\" && cat >\"$0\"", path)
                .withStdin(content.getBytes(StandardCharsets.UTF_8))
                .asIdempotent();
    }

    private static void run(Remote node, Duration limit, String... arguments) {
        NodeScript.require(node, node.run(SCRIPT.command(arguments).within(limit)));
    }
}
