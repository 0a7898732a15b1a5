package io.partita.nemesis;

import io.partita.nemesis.fault.Environment;
import io.partita.nemesis.fault.Limits;
import io.partita.nemesis.fault.RunClock;
import io.partita.nemesis.schedule.FaultStep;
import io.partita.provisioning.cluster.InventoryJson;
import io.partita.provisioning.remote.SshNodes;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * A control process that injects faults and then waits to be killed. Arguments: inventory file, ledger, dead-man's time
 * in seconds, faults.
 */
public final class DyingControl {

    private static final String ACTIVE = "all active";

    private DyingControl() {}

    public static void main(String[] args) throws IOException {
        var nodes = SshNodes.connect(InventoryJson.read(Path.of(args[0])));
        var limits = Limits.DEFAULT.withDeadMan(Duration.ofSeconds(Long.parseLong(args[2])));
        var environment = new Environment(nodes, new FakeDaemon("n1"), RunClock.fromNow(), limits);
        var nemesis = DefaultNemesis.create(environment, Path.of(args[1]));
        for (String fault : List.of(args).subList(3, args.length)) {
            var record = nemesis.perform(new FaultStep(1, Duration.ZERO, FaultStep.Action.INJECT, fault, 3));
            if (!record.provenActive()) {
                throw new IllegalStateException(record.toString());
            }
        }
        System.out.println(ACTIVE);
        System.in.read();
    }

    /** Starts the process, waits until every fault is proven active, and returns it to be killed. */
    public static Process start(
            TestCluster cluster, Path directory, Path ledger, int deadManSeconds, String... faults) {
        Path inventory = directory.resolve("inventory.json");
        InventoryJson.write(inventory, cluster.inventory());
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx128m",
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                DyingControl.class.getName(),
                inventory.toString(),
                ledger.toString(),
                Integer.toString(deadManSeconds)));
        command.addAll(List.of(faults));
        try {
            Process process = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            var out = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
            String said = out.readLine();
            if (!ACTIVE.equals(said)) {
                process.destroyForcibly();
                throw new IllegalStateException("the control process said " + said);
            }
            return process;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
