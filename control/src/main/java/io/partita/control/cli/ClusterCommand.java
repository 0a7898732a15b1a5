package io.partita.control.cli;

import io.partita.control.plan.ConfigurationException;
import io.partita.control.plan.Problem;
import io.partita.control.plan.Suggestions;
import io.partita.provisioning.cluster.Inventory;
import io.partita.provisioning.cluster.LxcCluster;
import io.partita.provisioning.cluster.Node;
import io.partita.provisioning.cluster.NodeStatus;
import io.partita.provisioning.cluster.SshCommand;
import io.partita.provisioning.remote.Command;
import io.partita.provisioning.remote.CommandResult;
import io.partita.provisioning.remote.Nodes;
import io.partita.provisioning.remote.SshNodes;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;

/** {@code control cluster}: the local cluster by hand. */
@CommandLine.Command(
        name = "cluster",
        description = "Brings a cluster of local LXC nodes up or down, and looks into it.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Examples:",
            "  control cluster up",
            "  control cluster exec n1 n2 -- iptables -S",
            "  control cluster ssh n3"
        },
        subcommands = {
            ClusterCommand.Up.class,
            ClusterCommand.Down.class,
            ClusterCommand.Status.class,
            ClusterCommand.Ssh.class,
            ClusterCommand.Exec.class
        })
final class ClusterCommand implements Runnable {

    static final String DEFAULT_NAME = "partita";

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Which one: up, down, status, ssh or exec?");
    }

    /** Which cluster. */
    static final class Which {
        @Option(
                names = "--cluster-name",
                paramLabel = "NAME",
                defaultValue = DEFAULT_NAME,
                description = "Which cluster. Default: ${DEFAULT-VALUE}.")
        private String name;

        LxcCluster cluster() {
            return LocalClusters.existing(name);
        }

        Inventory inventory() {
            return cluster()
                    .inventory()
                    .orElseThrow(() -> new ConfigurationException(List.of(new Problem(
                            "cluster " + name + " is not up",
                            "Bring it up: control cluster up"
                                    + (name.equals(DEFAULT_NAME) ? "" : " --cluster-name " + name)))));
        }
    }

    @CommandLine.Command(
            name = "up",
            description = "Brings the cluster up and keeps it until `control cluster down`.",
            mixinStandardHelpOptions = true)
    static final class Up implements Callable<Integer> {
        @Mixin
        private Which which;

        @Option(
                names = "--nodes",
                split = ",",
                paramLabel = "NAME",
                description = "The nodes' names. Default: n1 to n5.")
        private List<String> nodes = List.of("n1", "n2", "n3", "n4", "n5");

        @Override
        public Integer call() {
            Terminal terminal = Terminal.system();
            LocalClusters.requireSupport(terminal);
            LxcCluster cluster = LocalClusters.named(which.name, nodes);
            Inventory inventory = cluster.up();
            cluster.keep(true);
            inventory.nodes().forEach(node -> terminal.result(node.name() + "  " + node.address()));
            return ExitCodes.VALID;
        }
    }

    @CommandLine.Command(
            name = "down",
            description = "Takes the cluster away: no process, mount, device or file of it stays.",
            mixinStandardHelpOptions = true)
    static final class Down implements Callable<Integer> {
        @Mixin
        private Which which;

        @Override
        public Integer call() throws InterruptedException {
            LxcCluster cluster = which.cluster();
            return LocalClusters.whileHolding(cluster, "control cluster down", () -> {
                cluster.down();
                return ExitCodes.VALID;
            });
        }
    }

    @CommandLine.Command(
            name = "status",
            description = "Says which nodes run and answer; exit status 3 if any does not.",
            mixinStandardHelpOptions = true)
    static final class Status implements Callable<Integer> {
        @Mixin
        private Which which;

        @Option(names = "--json", description = "Prints the nodes as JSON.")
        private boolean json;

        @Override
        public Integer call() {
            Terminal terminal = Terminal.system();
            List<NodeStatus> nodes = which.cluster().status();
            if (json) {
                terminal.result(JsonMapper.shared()
                        .writeValueAsString(nodes.stream().map(Status::json).toList()));
            } else if (nodes.isEmpty()) {
                terminal.result("cluster " + which.name + " is not up");
            } else {
                nodes.forEach(node -> terminal.result(node.name() + "  " + node.address() + "  "
                        + (node.answers() ? "up" : node.running() ? "running, but SSH does not answer" : "down")));
            }
            return !nodes.isEmpty() && nodes.stream().allMatch(NodeStatus::answers)
                    ? ExitCodes.VALID
                    : ExitCodes.INFRASTRUCTURE;
        }

        private static Map<String, Object> json(NodeStatus node) {
            Map<String, Object> entry = new LinkedHashMap<>();
            entry.put("name", node.name());
            entry.put("address", node.address());
            entry.put("running", node.running());
            entry.put("answers", node.answers());
            return entry;
        }
    }

    @CommandLine.Command(
            name = "ssh",
            description = "Opens a shell on a node, or runs a command there.",
            mixinStandardHelpOptions = true)
    static final class Ssh implements Callable<Integer> {
        @Mixin
        private Which which;

        @Parameters(index = "0", paramLabel = "NODE", description = "The node.")
        private String node;

        @Parameters(index = "1..*", paramLabel = "COMMAND", description = "A command instead of a shell.")
        private List<String> command = List.of();

        @Override
        public Integer call() throws IOException, InterruptedException {
            List<String> argv = new ArrayList<>(SshCommand.login(find(which.inventory(), node)));
            argv.addAll(command);
            return new ProcessBuilder(argv).inheritIO().start().waitFor();
        }
    }

    @CommandLine.Command(
            name = "exec",
            description = "Runs a command on nodes (all, when none is named) and prints what each says.",
            mixinStandardHelpOptions = true,
            customSynopsis = "control cluster exec [--cluster-name=NAME] [NODE...] -- COMMAND [ARGUMENT...]")
    static final class Exec implements Callable<Integer> {
        @Mixin
        private Which which;

        @Spec
        private CommandSpec spec;

        @Parameters(paramLabel = "NODE... -- COMMAND", description = "Nodes, then -- and the command.", arity = "1..*")
        private List<String> words;

        @Override
        public Integer call() {
            List<String> original = spec.commandLine().getParseResult().originalArgs();
            int separator = original.indexOf("--");
            if (separator < 0 || separator == original.size() - 1) {
                throw new ParameterException(
                        spec.commandLine(), "The command stands behind --, as in: control cluster exec n1 -- hostname");
            }
            List<String> argv = original.subList(separator + 1, original.size());
            Inventory inventory = which.inventory();
            List<String> named = words.subList(0, words.size() - argv.size());
            named.forEach(node -> find(inventory, node));
            Terminal terminal = Terminal.system();
            int worst = 0;
            try (Nodes nodes = SshNodes.connect(inventory)) {
                Map<String, CommandResult> results = nodes.parallel(
                        named.isEmpty() ? inventory.names() : named,
                        node -> node.run(Command.of(argv.toArray(String[]::new))));
                for (Map.Entry<String, CommandResult> entry : results.entrySet()) {
                    CommandResult result = entry.getValue();
                    (result.stdout() + result.stderr())
                            .lines()
                            .forEach(line -> terminal.result(entry.getKey() + "  " + line));
                    worst = Math.max(worst, result.succeeded() ? 0 : ExitCodes.INVALID);
                }
            }
            return worst;
        }
    }

    static Node find(Inventory inventory, String name) {
        if (!inventory.names().contains(name)) {
            throw new ConfigurationException(List.of(Suggestions.unknown("node", name, inventory.names())));
        }
        return inventory.node(name);
    }
}
