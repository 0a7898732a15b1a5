package io.partita.nemesis.bench;

import io.partita.nemesis.FakeDaemon;
import io.partita.nemesis.TestCluster;
import io.partita.nemesis.fault.Availability;
import io.partita.nemesis.fault.Environment;
import io.partita.nemesis.fault.Fault;
import io.partita.nemesis.fault.FaultCatalog;
import io.partita.nemesis.fault.FaultException;
import io.partita.nemesis.fault.FaultKind;
import io.partita.nemesis.fault.Limits;
import io.partita.nemesis.fault.RunClock;
import io.partita.nemesis.node.NodeFacts;
import io.partita.provisioning.remote.Command;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.UnaryOperator;

/**
 * How long it takes to apply and to heal each network fault of the catalogue on five real nodes, from the command to the
 * answer of the last node, and how far apart the nodes are; beside them the same partition by other means. All take
 * turns, so that what else the machine does falls on all of them alike. Asserts nothing. Argument: repetitions.
 */
public final class NetworkFaultBenchmark {

    private static final int WARM_UP = 10;
    private static final List<String> OBJECTS = List.of("firewall", "root qdisc");

    private NetworkFaultBenchmark() {}

    public static void main(String[] args) throws IOException {
        int repetitions = args.length > 0 ? Integer.parseInt(args[0]) : 200;
        String before = load();
        Path sockets = Files.createTempDirectory("pt");
        try (TestCluster cluster = TestCluster.of(5).up();
                OpenSsh ssh = new OpenSsh(cluster.inventory(), sockets)) {
            var nodes = new TimedNodes(cluster.nodes());
            var rows = new ArrayList<Row>();
            faults(nodes).forEach(fault -> rows.add(new Row(fault)));
            others(nodes, ssh).forEach(other -> rows.add(new Row(other)));
            for (int i = -WARM_UP; i < repetitions; i++) {
                for (Row row : rows) {
                    row.measure(new Random(i), i >= 0);
                }
            }
            System.out.println("five nodes, " + repetitions + " repetitions in turn, "
                    + Runtime.getRuntime().availableProcessors() + " processors, load " + before + " before and "
                    + load()
                    + " after; milliseconds to the answer of the last node, and between the first and the last");
            System.out.println(Row.HEAD);
            rows.forEach(System.out::println);
        } finally {
            Files.deleteIfExists(sockets);
        }
    }

    /** The kinds whose faults own something of a node's network; says which of all cannot be made here, and why. */
    private static List<Switch> faults(TimedNodes nodes) {
        var environment = new Environment(nodes, new FakeDaemon("n3"), RunClock.fromNow(), Limits.DEFAULT);
        var faults = new ArrayList<Switch>();
        var leftOut = new ArrayList<String>();
        for (FaultKind kind :
                FaultCatalog.load(NetworkFaultBenchmark.class.getClassLoader()).kinds()) {
            Optional<String> hindrance = hindrance(kind, environment);
            if (hindrance.isEmpty()) {
                faults.add(new FaultSwitch(kind, environment, nodes));
            } else {
                leftOut.add(kind.name() + " (" + hindrance.get() + ")");
            }
        }
        System.out.println("left out: " + String.join(", ", leftOut));
        return faults;
    }

    private static Optional<String> hindrance(FaultKind kind, Environment environment) {
        if (!kind.disturbs()) {
            return Optional.of("it does nothing");
        }
        for (Availability availability : List.of(kind.suits(environment.system()), kind.availability(environment))) {
            if (availability instanceof Availability.Unavailable no) {
                return Optional.of(no.reason());
            }
        }
        try {
            Fault fault = kind.create(environment, new Random(1));
            boolean network = fault.inverses().stream()
                    .flatMap(inverse -> inverse.objects().stream())
                    .anyMatch(object -> OBJECTS.stream().anyMatch(object::startsWith));
            return network ? Optional.empty() : Optional.of("not a fault of the network");
        } catch (FaultException e) {
            return Optional.of(e.getMessage());
        }
    }

    private static List<Switch> others(TimedNodes nodes, OpenSsh ssh) {
        Map<String, List<String>> addresses = NodeFacts.addresses(nodes.inventory(), NodeFacts.read(nodes));
        return List.of(
                new CommandSwitch(
                        "= over nf_tables",
                        nodes,
                        addresses,
                        NetworkFaultBenchmark::overNfTables,
                        (node, command) -> nodes.on(node).requireFast(command)),
                new CommandSwitch(
                        "= one SSHJ channel per command",
                        nodes,
                        addresses,
                        UnaryOperator.identity(),
                        (node, command) -> nodes.on(node).require(command)),
                new CommandSwitch(
                        "= one OpenSSH ControlMaster call", nodes, addresses, UnaryOperator.identity(), ssh::run));
    }

    /** The same script, for which there are no legacy programs. */
    private static Command overNfTables(Command command) {
        var words = new ArrayList<>(command.argv());
        words.replaceAll(word -> word.replace("-legacy", "-none"));
        return Command.of(words.toArray(String[]::new)).asIdempotent().within(command.deadline());
    }

    private static String load() throws IOException {
        return Files.readString(Path.of("/proc/loadavg")).split(" ")[0];
    }
}
