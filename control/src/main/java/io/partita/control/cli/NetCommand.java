package io.partita.control.cli;

import io.partita.control.plan.ConfigurationException;
import io.partita.control.plan.Durations;
import io.partita.control.plan.Problem;
import io.partita.nemesis.fault.RunClock;
import io.partita.nemesis.network.NetworkByHand;
import io.partita.nemesis.target.Groups;
import io.partita.nemesis.target.Partitions.Shape;
import io.partita.provisioning.cluster.Inventory;
import io.partita.provisioning.cluster.LxcCluster;
import io.partita.provisioning.remote.CommandResult;
import io.partita.provisioning.remote.Nodes;
import io.partita.provisioning.remote.SshNodes;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.function.Function;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code control net}: the network of a running cluster, cut and mended by hand. */
@Command(
        name = "net",
        description = {
            "Cuts and mends the network of a running local cluster by hand, and measures it.",
            "The result depends on the last command alone. It stays until another one, `fullmesh` or `control heal --all`."
        },
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Examples:",
            "  control net disjoint -- n1 n2 -- n3 n4 n5",
            "  control net split -- n1 n2 n3 -- n3 n4 n5",
            "  control net isolate --for 10m n1",
            "  control net run n1 iptables -I PARTITA -p udp -j DROP",
            "  control net fullmesh",
            "",
            "Exit status: 0 measured to be as declared, 3 not so or a node could not be used, 64 wrong arguments,",
            "75 cluster in use by a test."
        },
        subcommands = {
            NetCommand.Disjoint.class,
            NetCommand.Split.class,
            NetCommand.Isolate.class,
            NetCommand.Fullmesh.class,
            NetCommand.Run.class,
            NetCommand.Show.class
        })
final class NetCommand implements Runnable {

    private static final String PURPOSE = "control net";

    @Spec
    private CommandSpec spec;

    /** What annotations cannot say: options behind the node belong to the command that is run there. */
    static void configure(CommandLine net) {
        net.getSubcommands().get("run").setStopAtPositional(true);
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Which one: disjoint, split, isolate, fullmesh, run or show?");
    }

    /** What all have: a cluster, and a way to say the result. */
    abstract static class Verb implements Callable<Integer> {
        @Mixin
        private ClusterCommand.Which which;

        @Spec
        private CommandSpec spec;

        final Terminal terminal = Terminal.system();

        Inventory inventory() {
            return which.inventory();
        }

        CommandLine commandLine() {
            return spec.commandLine();
        }

        /** Does {@code work} while no test uses the cluster, after other commands of ours. */
        <T> T holding(Function<NetworkByHand, T> work) throws InterruptedException {
            LxcCluster cluster = which.cluster();
            return LocalClusters.whileHolding(
                    cluster,
                    PURPOSE + " " + spec.name(),
                    other -> other.startsWith(PURPOSE),
                    () -> with(cluster, work));
        }

        <T> T with(LxcCluster cluster, Function<NetworkByHand, T> work) {
            Path ledger = LocalClusters.ledgerByHand(cluster);
            try (Nodes nodes = SshNodes.connect(inventory())) {
                return work.apply(new NetworkByHand(
                        nodes, ledger, () -> UUID.randomUUID().toString().substring(0, 8), RunClock.fromNow()));
            }
        }

        LxcCluster cluster() {
            return which.cluster();
        }
    }

    /** A verb that declares the whole network. */
    abstract static class Declaring extends Verb {
        @Option(names = "--json", description = "Prints the result as JSON.")
        private boolean json;

        /** What it does; the argument is what is behind the options. */
        abstract NetworkByHand.Outcome act(NetworkByHand network);

        @Override
        public Integer call() throws InterruptedException {
            check();
            NetworkByHand.Outcome outcome = holding(this::act);
            NetPrinter.print(outcome, terminal, json);
            return outcome.proof().holds() ? ExitCodes.VALID : ExitCodes.INFRASTRUCTURE;
        }

        /** Refuses what cannot be had, before anybody waits for the cluster. */
        void check() {
            inventory();
        }
    }

    /** A verb that cuts. */
    abstract static class Cutting extends Declaring {
        @Option(
                names = "--for",
                paramLabel = "TIME",
                description = "The nodes end it by themselves after this time, such as 10m. Default: never.")
        private String time;

        @Parameters(paramLabel = "NODE", arity = "0..*", description = "The nodes; -- stands between groups.")
        private List<String> words = List.of();

        abstract Shape shape(List<String> nodes, List<List<String>> groups);

        private Shape shape() {
            List<List<String>> groups =
                    GroupWords.split(words, commandLine().getParseResult().originalArgs());
            try {
                return shape(inventory().names(), groups);
            } catch (Groups.WrongGroups e) {
                throw new ConfigurationException(e.problems().stream()
                        .map(problem -> new Problem(
                                problem,
                                "The cluster has "
                                        + String.join(", ", inventory().names()) + ". See: "
                                        + commandLine().getCommandSpec().qualifiedName() + " --help"))
                        .toList());
            }
        }

        private Optional<Duration> time() {
            try {
                Optional<Duration> limit = Optional.ofNullable(time).map(Durations::parse);
                if (limit.isPresent() && limit.get().toSeconds() < 1) {
                    throw new IllegalArgumentException("less than a second");
                }
                return limit;
            } catch (IllegalArgumentException e) {
                throw new ConfigurationException(
                        List.of(new Problem("--for " + time + ": " + e.getMessage(), "Write 30s, 10m or 1h.")));
            }
        }

        @Override
        void check() {
            shape();
            time();
        }

        @Override
        NetworkByHand.Outcome act(NetworkByHand network) {
            return network.become(shape(), time());
        }
    }

    @Command(
            name = "disjoint",
            description = "Groups that see nothing of each other. Every node must stand in exactly one.",
            mixinStandardHelpOptions = true,
            customSynopsis =
                    "control net disjoint [--cluster-name=NAME] [--for=TIME] [--json] -- NODE... [-- NODE...]...")
    static final class Disjoint extends Cutting {
        @Override
        Shape shape(List<String> nodes, List<List<String>> groups) {
            return Groups.disjoint(nodes, groups);
        }
    }

    @Command(
            name = "split",
            description = "Groups that may overlap: who shares one sees each other. Who stands in none is alone.",
            mixinStandardHelpOptions = true,
            customSynopsis = "control net split [--cluster-name=NAME] [--for=TIME] [--json] -- NODE... [-- NODE...]...")
    static final class Split extends Cutting {
        @Override
        Shape shape(List<String> nodes, List<List<String>> groups) {
            return Groups.split(nodes, groups);
        }
    }

    @Command(
            name = "isolate",
            description = "Cuts each of these nodes from all others, also from each other. The rest see each other.",
            mixinStandardHelpOptions = true,
            customSynopsis = "control net isolate [--cluster-name=NAME] [--for=TIME] [--json] NODE...")
    static final class Isolate extends Cutting {
        @Override
        Shape shape(List<String> nodes, List<List<String>> groups) {
            return Groups.isolate(nodes, groups.stream().flatMap(List::stream).toList());
        }
    }

    @Command(
            name = "fullmesh",
            description = "Makes the network whole: removes every rule of ours.",
            mixinStandardHelpOptions = true)
    static final class Fullmesh extends Declaring {
        @Override
        NetworkByHand.Outcome act(NetworkByHand network) {
            return network.mend();
        }
    }

    @Command(
            name = "run",
            description = {
                "Runs a command on a node, such as one that adds a rule to the chain PARTITA.",
                "What it changes in that chain stays until the next of these commands; what it changes elsewhere is its own."
            },
            mixinStandardHelpOptions = true,
            customSynopsis = "control net run [--cluster-name=NAME] NODE COMMAND [ARGUMENT...]")
    static final class Run extends Verb {
        @Parameters(paramLabel = "NODE COMMAND", arity = "2..*", description = "The node, then the command.")
        private List<String> words;

        @Override
        public Integer call() throws InterruptedException {
            String node = words.get(0);
            ClusterCommand.find(inventory(), node);
            List<String> argv = words.subList(words.get(1).equals("--") ? 2 : 1, words.size());
            if (argv.isEmpty()) {
                throw new ParameterException(commandLine(), "Which command is " + node + " to run?");
            }
            CommandResult result = holding(network -> network.run(node, argv));
            result.stdout().lines().forEach(terminal::result);
            result.stderr().lines().forEach(terminal::line);
            if (!result.succeeded()) {
                terminal.line("control: on " + node + " it "
                        + result.signal().map(s -> "was ended by SIG" + s).orElse("exited " + result.exitStatus()));
            }
            return result.succeeded() ? ExitCodes.VALID : ExitCodes.INVALID;
        }
    }

    @Command(
            name = "show",
            description = "Measures which node reaches which. Changes nothing, and may be asked while a test runs.",
            mixinStandardHelpOptions = true)
    static final class Show extends Verb {
        @Option(names = "--json", description = "Prints the result as JSON.")
        private boolean json;

        @Override
        public Integer call() {
            inventory();
            NetPrinter.print(
                    with(cluster(), NetworkByHand::measure),
                    NetworkByHand.open(LocalClusters.ledgerByHand(cluster())),
                    terminal,
                    json);
            return ExitCodes.VALID;
        }
    }
}
