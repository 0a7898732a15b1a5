package io.partita.nemesis.fault.internal.clock;

import static org.assertj.core.api.Assertions.assertThat;

import io.partita.nemesis.DefaultNemesis;
import io.partita.nemesis.FaultRecord;
import io.partita.nemesis.Nemeses;
import io.partita.nemesis.fault.Environment;
import io.partita.nemesis.fault.FaultCatalog;
import io.partita.nemesis.fault.Limits;
import io.partita.nemesis.fault.RunClock;
import io.partita.nemesis.ledger.Healer;
import io.partita.nemesis.node.NodeClock;
import io.partita.nemesis.node.Sweep;
import io.partita.nemesis.schedule.FaultStep;
import io.partita.nemesis.schedule.FaultStep.Action;
import io.partita.nemesis.vm.VirtualMachines;
import io.partita.provisioning.remote.Command;
import io.partita.provisioning.remote.Nodes;
import io.partita.provisioning.system.HasClock;
import io.partita.provisioning.system.ProcessClock;
import io.partita.provisioning.system.SystemUnderTest;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Clocks of machines, set by faults and seen from this machine, which compares them with its own. */
@Tag("nightly")
class ClocksOnMachinesIT {

    @RegisterExtension
    static final VirtualMachines machines = VirtualMachines.of(2);

    private static final Command NOW = Command.of("date", "+%s%N");
    private static final int LOOKS = 15;

    @TempDir
    Path run;

    private DefaultNemesis nemesis;
    private Lead before;
    private long ownBefore;

    /** By how many milliseconds a machine's clock is ahead of this one's monotonic time, at the least and at the most. */
    private record Lead(double least, double most) {
        Lead since(Lead earlier) {
            return new Lead(least - earlier.most, most - earlier.least);
        }

        double middle() {
            return (least + most) / 2;
        }

        double halfWidth() {
            return (most - least) / 2;
        }
    }

    /** Nothing but a name: what goes by the machines' clocks is seen from outside. */
    private record Clocked() implements SystemUnderTest, HasClock {
        @Override
        public String name() {
            return "clocked";
        }

        @Override
        public String version() {
            return "1";
        }

        @Override
        public void install(Nodes nodes) {}

        @Override
        public void start(Nodes nodes) {}

        @Override
        public void awaitReady(Nodes nodes, Duration limit) {}

        @Override
        public void remove(Nodes nodes) {}

        @Override
        public Duration recoveryBound() {
            return Duration.ofSeconds(1);
        }

        @Override
        public List<ProcessClock> clocks(Nodes nodes, String node) {
            return List.of();
        }
    }

    @BeforeEach
    void create() {
        nemesis = DefaultNemesis.create(environment(Limits.DEFAULT), run.resolve("faults.jsonl"));
        ownBefore = ownClock();
        before = lead("n1");
    }

    @AfterEach
    void theClockIsRightAndNothingIsLeft() {
        nemesis.close();
        rightAgain();
        assertThat(machines.sh("n1", "ls -d /run/partita-time /run/partita 2>/dev/null || true"))
                .isEmpty();
        assertThat(Math.abs(ownClock() - ownBefore))
                .as("this machine's own clock")
                .isLessThan(500);
    }

    @Test
    void aMachinesClockJumpsAndNoOther() {
        Lead other = lead("n2");
        FaultRecord active = inject("clock-bump n1 by=-30s");
        assertThat(active.activeProof()).containsEntry("by", "settimeofday");
        assertThat(off()).isBetween(-31_000.0, -29_000.0);
        Lead moved = lead("n2").since(other);
        assertThat(Math.abs(moved.middle())).isLessThan(50 + moved.halfWidth());
        heal("clock-bump n1 by=-30s");
    }

    @Test
    void itJumpsToAndFro() {
        inject("clock-strobe n1 by=1h every=500ms");
        await(() -> off() > 3_500_000);
        await(() -> off() < 5_000);
        await(() -> off() > 3_500_000);
        heal("clock-strobe n1 by=1h every=500ms");
        assertThat(machines.sh("n1", "grep -lz partita-time /proc/[0-9]*/cmdline 2>/dev/null || true"))
                .as("the loop that made it jump")
                .isEmpty();
    }

    @Test
    void itRunsTooFast() {
        inject("clock-drift n1 rate=1.5");
        double first = off();
        long begin = System.nanoTime();
        await(() -> System.nanoTime() - begin > 8_000_000_000L);
        double gained = off() - first;
        double seconds = (System.nanoTime() - begin) / 1e9;
        assertThat(gained / seconds).isBetween(350.0, 650.0);
        heal("clock-drift n1 rate=1.5");
    }

    @Test
    void theRightTimeIsExactWithoutTheControlNodeAlthoughTheClockJumped() {
        var limits = Limits.DEFAULT.withDeadMan(Duration.ofSeconds(30));
        var catalog = FaultCatalog.load(ClocksOnMachinesIT.class.getClassLoader());
        try (var silent = Nemeses.withoutHeartbeat(environment(limits), run.resolve("silent.jsonl"), catalog)) {
            FaultRecord active = silent.perform(step(Action.INJECT, "clock-bump n1 by=-12h"));
            assertThat(active.provenActive()).as(active.toString()).isTrue();
            await(() -> machines.sh("n1", "ls -d /run/partita-time 2>/dev/null || true")
                    .isEmpty());
            rightAgain();
        }
    }

    @Test
    void whatWouldSetTheClockRightStandsStillMeanwhile() {
        machines.sh("n1", "cp /usr/bin/sleep /run/chronyd; setsid /run/chronyd 100000 </dev/null >/dev/null 2>&1 &");
        String state = "sed -n 's/^State:[[:space:]]*\\(.\\).*/\\1/p' /proc/$(pgrep -x chronyd)/status";
        try {
            inject("clock-bump n1 by=10s");
            assertThat(machines.sh("n1", state)).isEqualTo("T");
            heal("clock-bump n1 by=10s");
            assertThat(machines.sh("n1", state)).isEqualTo("S");
        } finally {
            machines.sh("n1", "kill -9 $(pgrep -x chronyd); rm -f /run/chronyd");
        }
    }

    @Test
    void theLedgerAloneSetsItRightAndSoDoesASweep() {
        inject("clock-strobe n1 by=40s");
        assertThat(Healer.heal(run.resolve("faults.jsonl"), machines.nodes()).clean())
                .isTrue();
        rightAgain();
        machines.nodes().on("n1").require(NodeClock.bump(NodeClock.ownKernel(), 50_000));
        assertThat(off()).isGreaterThan(45_000);
        assertThat(machines.nodes().on("n1").require(Sweep.command()).stdout()).contains("clock of the node");
        rightAgain();
        machines.nodes().on("n1").require(NodeClock.clear());
        rightAgain();
    }

    @Test
    void aMachineWithoutPerlSetsItToo() {
        machines.sh("n1", "mv /usr/bin/perl /usr/bin/perl.away");
        try {
            machines.nodes().on("n1").require(NodeClock.bump(NodeClock.ownKernel(), 50_000));
            assertThat(off()).isBetween(48_000.0, 52_000.0);
            machines.nodes().on("n1").require(NodeClock.clear());
            Lead moved = lead("n1").since(before);
            assertThat(Math.abs(moved.middle())).isLessThan(1_000);
        } finally {
            machines.sh("n1", "mv /usr/bin/perl.away /usr/bin/perl");
            before = lead("n1");
        }
    }

    @Test
    void aScriptSetsNoClockThatTheControlNodeSharesOrThatIsAContainers() {
        String kernel = machines.sh("n1", "cat /proc/sys/kernel/random/boot_id");
        refuses(kernel, "it has its kernel, and so its clock, in common with the control node");
        refuses("", "it is not known which kernel the control node has");
        machines.sh("n1", "touch /.dockerenv");
        try {
            refuses(NodeClock.ownKernel(), "it is a container: it has /.dockerenv");
        } finally {
            machines.sh("n1", "rm /.dockerenv");
        }
    }

    private static void refuses(String control, String why) {
        var refused = machines.nodes().on("n1").run(NodeClock.bump(control, 30_000));
        assertThat(refused.succeeded()).isFalse();
        assertThat(refused.stderr()).contains("the clock is left alone: " + why);
    }

    private void rightAgain() {
        Lead moved = lead("n1").since(before);
        assertThat(Math.abs(moved.middle())).as(moved.toString()).isLessThan(50 + moved.halfWidth());
    }

    private double off() {
        return lead("n1", 1).since(before).middle();
    }

    private static Lead lead(String node) {
        return lead(node, LOOKS);
    }

    /** The best of so many looks, which is that with the shortest way there and back. */
    private static Lead lead(String node, int looks) {
        Lead best = null;
        for (int i = 0; i < looks; i++) {
            double begin = System.nanoTime() / 1e6;
            double clock = Long.parseLong(
                            machines.nodes().on(node).requireFast(NOW).stdout().strip())
                    / 1e6;
            var seen = new Lead(clock - System.nanoTime() / 1e6, clock - begin);
            best = best == null || seen.halfWidth() < best.halfWidth() ? seen : best;
        }
        return best;
    }

    private static long ownClock() {
        return System.currentTimeMillis() - System.nanoTime() / 1_000_000;
    }

    private static void await(BooleanSupplier condition) {
        long deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).isLessThan(deadline);
        }
    }

    private static Environment environment(Limits limits) {
        return new Environment(machines.nodes(), new Clocked(), RunClock.fromNow(), limits);
    }

    private FaultRecord inject(String order) {
        FaultRecord active = nemesis.perform(step(Action.INJECT, order));
        assertThat(active.error()).as(order).isNull();
        assertThat(active.provenActive()).as(active.toString()).isTrue();
        return active;
    }

    private void heal(String order) {
        FaultRecord healed = nemesis.perform(step(Action.RECOVER, order));
        assertThat(healed.error()).as(order).isNull();
        assertThat(healed.provenHealed()).as(healed.toString()).isTrue();
        rightAgain();
    }

    private static FaultStep step(Action action, String fault) {
        return new FaultStep(1, Duration.ZERO, action, fault, 42);
    }
}
