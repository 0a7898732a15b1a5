package io.partita.nemesis.vm;

import io.partita.nemesis.TestNodes;
import io.partita.provisioning.cluster.Inventory;
import io.partita.provisioning.cluster.Node;
import io.partita.provisioning.remote.Nodes;
import io.partita.provisioning.remote.SshNodes;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Nodes with kernels and clocks of their own, for all tests of a class: machines of User-mode Linux, on a bridge of their
 * own, whose roots are in their memory. That kernel is a program, so it needs nothing of the processor and starts in a second
 * where the machine that carries it is virtual itself. Where it cannot run the tests are skipped, and say why.
 *
 * <p>One shell holds the machines, their bridge and their files, and takes all of it away when its standard input ends: so
 * nothing is left, also when this process is killed.
 */
public final class VirtualMachines implements TestNodes, BeforeAllCallback, AfterAllCallback {

    private static final AtomicInteger NUMBER = new AtomicInteger();
    private static final Duration BOOT_LIMIT = Duration.ofSeconds(90);
    private static final int GREETING_MILLIS = 2000;

    private final int count;
    private Path directory;
    private Process keeper;
    private Nodes nodes;

    private VirtualMachines(int count) {
        this.count = count;
    }

    /** {@code count} machines, {@code n1} and so on, not yet up. */
    public static VirtualMachines of(int count) {
        return new VirtualMachines(count);
    }

    @Override
    public Nodes nodes() {
        return nodes;
    }

    @Override
    public void beforeAll(ExtensionContext context) throws IOException {
        MachineSupport.missing()
                .ifPresent(missing -> Assumptions.abort("no virtual machines on this machine: " + missing));
        try {
            up(root());
        } catch (IOException | RuntimeException e) {
            down();
            throw e;
        }
    }

    @Override
    public void afterAll(ExtensionContext context) {
        down();
    }

    private static MachineRoot root() {
        try {
            return MachineRoot.prepare(MachinePackages.ofUser());
        } catch (IOException e) {
            return Assumptions.abort("what virtual machines run from cannot be had: " + e.getMessage());
        }
    }

    private void up(MachineRoot root) throws IOException {
        directory = Files.createTempDirectory("partita-machines-");
        String network = freeNetwork();
        key("id_ed25519");
        var machines = new ArrayList<Node>();
        var known = new StringBuilder();
        var argv = new ArrayList<>(List.of(
                "sh",
                Files.writeString(directory.resolve("machines.sh"), MachineRoot.resource("machines.sh"))
                        .toString(),
                directory.toString(),
                "ptv" + ProcessHandle.current().pid() + "n" + NUMBER.incrementAndGet(),
                network + "1",
                root.kernel().toString()));
        for (int i = 1; i <= count; i++) {
            String name = "n" + i;
            String address = network + (10 + i);
            known.append(address).append(' ').append(hostKey(name)).append('\n');
            archive(root, name);
            argv.addAll(List.of(name, address));
            machines.add(new Node(
                    name,
                    address,
                    new Node.Ssh(
                            address, 22, "root", directory.resolve("id_ed25519"), directory.resolve("known_hosts"))));
        }
        Files.writeString(directory.resolve("known_hosts"), known);
        keeper = new ProcessBuilder(argv)
                .redirectError(directory.resolve("keeper.log").toFile())
                .start();
        BufferedReader said = keeper.inputReader();
        if (!"up".equals(said.readLine())) {
            throw new IOException("virtual machines could not be started: " + end("keeper.log"));
        }
        for (Node machine : machines) {
            awaitGreeting(machine);
        }
        nodes = SshNodes.connect(new Inventory("machines", network + "1", machines));
    }

    private void key(String name) throws IOException {
        LocalTool.run(directory, "ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", "machines", "-f", name);
    }

    private String hostKey(String name) throws IOException {
        key(name + ".host");
        String[] words = Files.readString(directory.resolve(name + ".host.pub")).split(" ");
        return words[0] + " " + words[1];
    }

    /** What all have in common, and behind it what {@code name} has of its own. */
    private void archive(MachineRoot root, String name) throws IOException {
        try (OutputStream out = Files.newOutputStream(directory.resolve(name + ".cpio"))) {
            Files.copy(root.archive(), out);
            try (var own = new CpioArchive(out)) {
                own.file("etc/hostname", 0644, name + "\n")
                        .file("etc/ssh/ssh_host_ed25519_key", 0600, Files.readString(directory.resolve(name + ".host")))
                        .file("etc/ssh/authorized_keys", 0600, Files.readString(directory.resolve("id_ed25519.pub")));
            }
        }
    }

    /** The start of the addresses of a network that this machine has nothing to do with: {@code 10.1.2.}. */
    private static String freeNetwork() throws IOException {
        String routes = LocalTool.run(Path.of("/"), "ip", "-4", "route", "show", "table", "all");
        long seed = ProcessHandle.current().pid() * 7 + NUMBER.get();
        for (long i = seed; i < seed + 1000; i++) {
            String network = "10." + (128 + i / 250 % 100) + "." + (1 + i % 250) + ".";
            if (!routes.contains(" " + network) && !routes.startsWith(network) && !routes.contains("\n" + network)) {
                return network;
            }
        }
        throw new IOException("no network is free for virtual machines:\n" + routes);
    }

    private void awaitGreeting(Node machine) throws IOException {
        long deadline = System.nanoTime() + BOOT_LIMIT.toNanos();
        while (!greets(machine)) {
            if (!keeper.isAlive() || System.nanoTime() > deadline) {
                throw new IOException(machine.name() + " did not start: " + end(machine.name() + ".log"));
            }
        }
    }

    private static boolean greets(Node machine) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(machine.address(), 22), GREETING_MILLIS);
            socket.setSoTimeout(GREETING_MILLIS);
            return new String(socket.getInputStream().readNBytes(4), StandardCharsets.US_ASCII).equals("SSH-");
        } catch (IOException e) {
            pause();
            return false;
        }
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(20);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while virtual machines started", e);
        }
    }

    private String end(String log) throws IOException {
        Path file = directory.resolve(log);
        String text = Files.exists(file) ? Files.readString(file, StandardCharsets.ISO_8859_1) : "";
        return text.substring(Math.max(0, text.length() - 2000)).strip();
    }

    private void down() {
        if (nodes != null) {
            nodes.close();
            nodes = null;
        }
        try {
            if (keeper != null) {
                keeper.getOutputStream().close();
                if (!keeper.waitFor(30, TimeUnit.SECONDS)) {
                    throw new IllegalStateException(
                            "virtual machines did not end within 30 s: process " + keeper.pid());
                }
            } else if (directory != null) {
                LocalTool.run(Path.of("/"), "rm", "-rf", directory.toString());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        keeper = null;
    }
}
