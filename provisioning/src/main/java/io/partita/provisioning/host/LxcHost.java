package io.partita.provisioning.host;

import io.partita.provisioning.cluster.Carrier;
import io.partita.provisioning.cluster.Inventory;
import io.partita.provisioning.cluster.NodeDisks;
import io.partita.provisioning.cluster.SshCommand;
import io.partita.provisioning.remote.Command;
import io.partita.provisioning.remote.Remote;
import io.partita.provisioning.remote.ShellQuoting;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/** This machine and its LXC containers, driven by control groups and {@code lxc-start}; needs root. */
record LxcHost(Inventory inventory, Carrier.Lxc lxc) implements NodeHost {

    private static final String SCRIPT = script("lxc.sh");
    private static final String DISK_SCRIPT = script("disk.sh");
    private static final Duration DEADLINE = Duration.ofSeconds(60);

    private static String script(String name) {
        try (InputStream in = Objects.requireNonNull(LxcHost.class.getResourceAsStream(name), name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public Remote machine() {
        return new LocalMachine(lxc.directory());
    }

    @Override
    public String directory() {
        return lxc.faults().toString();
    }

    @Override
    public Command powerOff(String node) {
        return command("off", node);
    }

    @Override
    public Command powerOn(String node) {
        return command("on", node);
    }

    @Override
    public Command freeze(String node) {
        return command("freeze", node);
    }

    @Override
    public Command thaw(String node) {
        return command("thaw", node);
    }

    @Override
    public Command freezeProcesses(String node, List<String> processes) {
        return command("hold", node, String.join(" ", processes));
    }

    @Override
    public Command thawProcesses(String node) {
        return command("release", node);
    }

    @Override
    public Command frozenProcesses(String node) {
        return command("held", node);
    }

    @Override
    public Command state(String node) {
        return command("state", node);
    }

    @Override
    public Command able(String node, Means means) {
        return switch (means) {
            case DISK_SPEED -> disk("able", node, "speed");
            case DISK_WRITING -> disk("able", node, "readonly");
            case FREEZE, CPU, MEMORY -> command("able", node, means.name().toLowerCase(Locale.ROOT));
        };
    }

    @Override
    public Command limitCpu(String node, CpuLimit limit) {
        return command(
                "cpu",
                node,
                limit.quotaMicros().map(String::valueOf).orElse("none"),
                Long.toString(limit.periodMicros()));
    }

    @Override
    public Command cpu(String node) {
        return command("cpu-state", node);
    }

    @Override
    public Command limitMemory(String node, Optional<Long> bytes) {
        return command("memory", node, bytes.map(String::valueOf).orElse("none"));
    }

    @Override
    public Command memory(String node) {
        return command("memory-state", node);
    }

    @Override
    public Command limitDisk(String node, Optional<Long> bytesPerSecond) {
        return disk("speed", node, bytesPerSecond.map(String::valueOf).orElse("none"));
    }

    @Override
    public Command disk(String node) {
        return disk("speed-state", node);
    }

    @Override
    public Command diskReadOnly(String node) {
        return disk("readonly", node);
    }

    @Override
    public Command diskWritable(String node) {
        return disk("writable", node);
    }

    @Override
    public Command diskLayers(String node) {
        return disk("layers", node);
    }

    private Command disk(String verb, String node, String... more) {
        List<String> words = new ArrayList<>(List.of(
                verb,
                lxc.containers() + "/" + lxc.container(node) + "/disk",
                NodeDisks.DIRECTORY,
                lxc.container(node)));
        words.addAll(List.of(more));
        return Command.script(DISK_SCRIPT, words.toArray(String[]::new))
                .within(DEADLINE)
                .asIdempotent();
    }

    @Override
    public Command onNode(String node, Command command) {
        List<String> argv = new ArrayList<>(SshCommand.login(inventory.node(node)));
        argv.addAll(1, List.of("-T", "-o", "BatchMode=yes", "-o", "ConnectTimeout=10"));
        argv.add(ShellQuoting.quote(command.argv()));
        return new Command(argv, command.stdin(), command.deadline().plus(DEADLINE), command.idempotent());
    }

    private Command command(String verb, String node, String... more) {
        List<String> words = new ArrayList<>(List.of(
                verb,
                lxc.containers().toString(),
                lxc.container(node),
                lxc.device(inventory.names().indexOf(node) + 1),
                inventory.node(node).address()));
        words.addAll(List.of(more));
        return Command.script(SCRIPT, words.toArray(String[]::new))
                .within(DEADLINE)
                .asIdempotent();
    }
}
