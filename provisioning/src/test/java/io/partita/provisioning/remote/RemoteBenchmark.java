package io.partita.provisioning.remote;

import io.partita.provisioning.Poll;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.schmizz.sshj.SSHClient;

/**
 * What the remote layer costs, on this machine's loopback; run by hand. As root also the loading of a firewall chain on
 * five nodes, each a network namespace of its own, so that the machine's rules are not touched.
 */
public final class RemoteBenchmark {

    private static final int ROUNDS = 100;

    private RemoteBenchmark() {}

    /** Runs all measurements. */
    public static void main(String[] args) throws Exception {
        try (var server = OpenSshServer.start()) {
            long start = System.nanoTime();
            try (SshNodes nodes = server.connect(5)) {
                System.out.printf("%-52s %8.2f ms%n", "connect to five nodes", (System.nanoTime() - start) / 1e6);
                commands(nodes);
                firewall(nodes);
                files(server, nodes);
            }
        }
    }

    private static void commands(SshNodes nodes) throws Exception {
        Remote remote = nodes.on("n1");
        Command nothing = Command.of("true");
        median("command on a new channel", () -> remote.run(nothing));
        median("command on the fast shell", () -> remote.runFast(nothing));
        Command text = Command.of("cat").withStdin(new byte[4096]);
        median("4 KiB in and out, on a new channel", () -> remote.run(text));
        median("4 KiB in and out, on the fast shell", () -> remote.runFast(text));
        median("five nodes, new channels", () -> nodes.parallel(node -> node.require(nothing)));
        median("five nodes, fast shells", () -> nodes.parallel(node -> node.requireFast(nothing)));
    }

    /** A chain of 40 rules, loaded by iptables-restore. */
    private static void firewall(SshNodes nodes) throws Exception {
        if (!OpenSshServer.user().equals("root") || !Files.isExecutable(Path.of("/usr/sbin/iptables-restore"))) {
            System.out.println("firewall: skipped, needs root and iptables");
            return;
        }
        var rules = new StringBuilder("*filter\n:PARTITA - [0:0]\n-F PARTITA\n");
        for (int i = 1; i <= 40; i++) {
            rules.append("-A PARTITA -s 10.9.8.").append(i).append(" -j DROP\n");
        }
        byte[] input = rules.append("COMMIT\n").toString().getBytes(StandardCharsets.US_ASCII);
        List<Process> namespaces = new ArrayList<>();
        try {
            Map<String, Command> load = new HashMap<>();
            for (String name : nodes.names()) {
                Process process = new ProcessBuilder("unshare", "-n", "sleep", "600").start();
                namespaces.add(process);
                load.put(
                        name,
                        Command.of(
                                        "nsenter",
                                        "--net=/proc/" + process.pid() + "/ns/net",
                                        "iptables-restore",
                                        "--noflush")
                                .withStdin(input));
            }
            Poll.until("the namespaces are there", () -> namespaces.stream().allMatch(RemoteBenchmark::hasOwnNetwork));
            System.out.println("firewall: " + input.length + " bytes of rules");
            median("a chain on one node, fast shell", () -> nodes.on("n1").requireFast(load.get("n1")));
            median("a chain on five nodes, fast shells", () -> nodes.parallel(n -> n.requireFast(load.get(n.node()))));
            median("a chain on five nodes, new channels", () -> nodes.parallel(n -> n.require(load.get(n.node()))));
        } finally {
            namespaces.forEach(Process::destroyForcibly);
        }
    }

    private static boolean hasOwnNetwork(Process process) {
        try {
            Path own = Files.readSymbolicLink(Path.of("/proc/self/ns/net"));
            return !own.equals(Files.readSymbolicLink(Path.of("/proc/" + process.pid() + "/ns/net")));
        } catch (IOException e) {
            return false;
        }
    }

    /** What ZooKeeper's jars amount to, by our way and by SFTP. */
    private static void files(OpenSshServer server, SshNodes nodes) throws Exception {
        Path directory = Files.createTempDirectory(server.directory(), "files");
        Path file = Files.write(directory.resolve("jar"), new byte[15 << 20]);
        Remote remote = nodes.on("n1");
        median("write 1 KiB", 50, () -> remote.write(directory + "/small", new byte[1024], 0644));
        median("upload 15 MiB through cat", 10, () -> remote.upload(file, directory + "/big", 0644));
        median(
                "download 15 MiB through tail",
                10,
                () -> remote.download(file.toString(), directory.resolve("back"), Long.MAX_VALUE));
        try (SSHClient client = SshConnector.connect(server.node("n1"), SshOptions.defaults());
                var sftp = client.newSFTPClient()) {
            median("upload 15 MiB through SFTP", 10, () -> sftp.put(file.toString(), directory + "/sftp"));
            median("download 15 MiB through SFTP", 10, () -> sftp.get(file.toString(), directory + "/sftp-back"));
        }
        median(
                "upload 15 MiB to five nodes",
                5,
                () -> nodes.parallel(node -> {
                    node.upload(file, directory + "/" + node.node(), 0644);
                    return null;
                }));
    }

    private interface Action {
        void run() throws Exception;
    }

    private static void median(String what, Action action) throws Exception {
        median(what, ROUNDS, action);
    }

    private static void median(String what, int rounds, Action action) throws Exception {
        for (int i = 0; i < rounds / 2; i++) {
            action.run();
        }
        double[] times = new double[rounds];
        for (int i = 0; i < rounds; i++) {
            long start = System.nanoTime();
            action.run();
            times[i] = (System.nanoTime() - start) / 1e6;
        }
        Arrays.sort(times);
        System.out.printf(
                "%-52s %8.2f ms (fastest %.2f, 90 %% below %.2f)%n",
                what, times[rounds / 2], times[0], times[rounds * 9 / 10]);
    }
}
