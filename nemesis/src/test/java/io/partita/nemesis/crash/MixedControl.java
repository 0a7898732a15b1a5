package io.partita.nemesis.crash;

import io.partita.nemesis.DefaultNemesis;
import io.partita.nemesis.FaultRecord;
import io.partita.nemesis.fault.Environment;
import io.partita.nemesis.fault.Limits;
import io.partita.nemesis.fault.RunClock;
import io.partita.nemesis.schedule.FaultStep;
import io.partita.nemesis.schedule.FaultStep.Action;
import io.partita.provisioning.cluster.InventoryJson;
import io.partita.provisioning.remote.SshNodes;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * A control process that is there to be killed: it makes the faults of a schedule, several at once, and says what it is
 * about to do. Arguments: inventory file, ledger, dead-man's time in seconds, system, seed, the fault that matters, faults
 * that are active beside it.
 *
 * <pre>
 *  it says             and then
 *  ready               waits for a line; makes the other faults
 *  now                 waits for a line; injects the fault that matters
 *  active or refused   waits for a line; ends the fault
 *  ended               ends all others
 *  over                waits to be killed
 * </pre>
 */
final class MixedControl {

    private final DefaultNemesis nemesis;
    private final BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    private int number;

    private MixedControl(DefaultNemesis nemesis) {
        this.nemesis = nemesis;
    }

    public static void main(String[] args) throws IOException {
        var nodes = SshNodes.connect(InventoryJson.read(Path.of(args[0])));
        var limits = Limits.DEFAULT.withDeadMan(Duration.ofSeconds(Long.parseLong(args[2])));
        var environment = new Environment(nodes, Subjects.named(args[3]), RunClock.fromNow(), limits);
        var control = new MixedControl(DefaultNemesis.create(environment, Path.of(args[1])));
        control.run(args[5], List.of(args).subList(6, args.length), Long.parseLong(args[4]));
    }

    private void run(String fault, List<String> others, long seed) throws IOException {
        say("ready");
        for (String other : others) {
            perform(Action.INJECT, other, seed);
        }
        say("now");
        long chosen = seed;
        FaultRecord record = perform(Action.INJECT, fault, chosen);
        if (record.targets().isEmpty()) {
            // One of the others may be in its way.
            nemesis.healAll();
            chosen++;
            record = perform(Action.INJECT, fault, chosen);
        }
        say(record.targets().isEmpty() ? "refused " + record.error() : "active");
        perform(Action.RECOVER, fault, chosen);
        System.out.println("ended");
        nemesis.healAll();
        say("over");
    }

    private FaultRecord perform(Action action, String fault, long seed) {
        return nemesis.perform(new FaultStep(++number, Duration.ZERO, action, fault, seed));
    }

    private void say(String line) throws IOException {
        System.out.println(line.lines().findFirst().orElse(line));
        in.readLine();
    }
}
