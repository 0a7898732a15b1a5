package io.partita.control.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.partita.nemesis.DefaultNemesis;
import io.partita.nemesis.fault.Environment;
import io.partita.nemesis.fault.RunClock;
import io.partita.nemesis.ledger.Ledgers;
import io.partita.nemesis.schedule.FaultStep;
import io.partita.nemesis.schedule.FaultStep.Action;
import io.partita.provisioning.cluster.InventoryJson;
import io.partita.provisioning.cluster.LxcCluster;
import io.partita.provisioning.cluster.LxcSupport;
import io.partita.provisioning.remote.Command;
import io.partita.provisioning.remote.Nodes;
import io.partita.provisioning.remote.SshNodes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What {@code control heal} tells a person: never that something is healed at which it has not looked. */
@Timeout(300)
class HealIT {

    private static final Duration LONG = Duration.ofMinutes(2);

    private static LxcCluster cluster;
    private static Nodes nodes;

    @TempDir
    private Path directory;

    @BeforeAll
    static void up() {
        List<LxcSupport.Missing> missing = LxcSupport.missing();
        assumeTrue(missing.isEmpty(), () -> "needs LXC nodes, but here is missing: " + missing);
        cluster = LxcCluster.named("it-" + ProcessHandle.current().pid() + "-heal", 3);
        nodes = SshNodes.connect(cluster.up());
    }

    @AfterAll
    static void down() {
        if (nodes != null) {
            nodes.close();
        }
        if (cluster != null) {
            cluster.down();
        }
    }

    @AfterEach
    void wholeAgain() throws Exception {
        heal("one");
    }

    @Test
    void aFaultIsHealedThenThereIsNothingToDoAndNothingIsClaimed() throws Exception {
        leave("one", "partition-halves");
        Healed first = heal("one");
        assertThat(first.status()).as(first.toString()).isZero();
        assertThat(first.out()).contains("one  f1 partition-halves: proven healed", "\nclean");

        Healed second = heal("one");
        assertThat(second.status()).isZero();
        assertThat(second.out())
                .contains(
                        "one  its ledger has no unhealed fault; the nodes were not looked at", "nothing was looked at")
                .doesNotContain("clean");
    }

    @Test
    void aNodeThatCannotBeReachedIsNamedAndNothingIsCalledHealed() throws Exception {
        leave("one", "partition-halves");
        String rule = " INPUT -p tcp --syn --dport 22 -j REJECT --reject-with tcp-reset";
        nodes.on("n3").require(Command.script("iptables -I" + rule));
        try {
            Healed away = heal("one");
            assertThat(away.status()).as(away.toString()).isEqualTo(3);
            assertThat(away.out())
                    .contains("f1 partition-halves: NOT healed: ", "NOT clean")
                    .doesNotContain("proven healed");
            assertThat(away.err()).contains("n3 could not be used: ");
        } finally {
            nodes.on("n3").require(Command.script("iptables -D" + rule));
        }
        Healed back = heal("one");
        assertThat(back.status()).as(back.toString()).isZero();
        assertThat(back.out()).contains("f1 partition-halves: proven healed", "\nclean");
    }

    @Test
    void aLedgerTornInTheMiddleIsToldAndTheNodesAreLookedAt() throws Exception {
        Path ledger = leave("one", "partition-halves");
        List<String> lines = new ArrayList<>(Files.readAllLines(ledger));
        lines.set(0, lines.get(0).substring(0, 100));
        Files.write(ledger, lines);
        assertThat(Ledgers.open(ledger)).as("the intent cannot be read").isEmpty();

        Healed healed = heal("one");

        assertThat(healed.status()).as(healed.toString()).isZero();
        assertThat(healed.err()).contains("cannot be read in line 1");
        assertThat(healed.out()).contains("/n1  removed ", "firewall", "proven clean", "\nclean");
        assertThat(nodes.on("n1")
                        .run(Command.script("iptables-save; iptables-legacy-save"))
                        .stdout())
                .doesNotContain("PARTITA");
    }

    @Test
    void ofTwoRunsBothAreHealedThoughOneHasLostItsInventory() throws Exception {
        Path lost = leave("lost", "partition-halves");
        Files.delete(lost.resolveSibling("inventory.json"));
        assertThat(heal("lost").status()).isEqualTo(3);
        assertThat(heal("lost").err()).contains("not healed: ", "inventory.json");

        InventoryJson.write(lost.resolveSibling("inventory.json"), nodes.inventory());
        assertThat(heal("lost").out()).contains("lost  f1 partition-halves: proven healed");
        leave("one", "partition-random-node");
        assertThat(heal("one").out()).contains("one  f1 partition-random-node: proven healed");
        assertThat(Ledgers.unhealed(directory.resolve("results"))).isEmpty();
    }

    private record Healed(int status, String out, String err) {}

    private Healed heal(String run) throws IOException, InterruptedException {
        Path path = directory.resolve("results").resolve(run);
        if (!Files.exists(path)) {
            return new Healed(0, "", "");
        }
        try (ControlProcess control = ControlProcess.start(directory, "heal", "--run", path.toString())) {
            int status = control.await(LONG);
            return new Healed(status, "\n" + control.out(), control.err());
        }
    }

    /** Leaves a fault behind as a run does that died, and returns its ledger. */
    private Path leave(String run, String fault) throws IOException {
        Path path = Files.createDirectories(directory.resolve("results").resolve(run));
        InventoryJson.write(path.resolve("inventory.json"), nodes.inventory());
        Path ledger = path.resolve(Ledgers.FILE_NAME);
        var record = DefaultNemesis.create(Environment.of(nodes, null, RunClock.fromNow()), ledger)
                .perform(new FaultStep(1, Duration.ZERO, Action.INJECT, fault, 1));
        assertThat(record.provenActive()).as(record.toString()).isTrue();
        return ledger;
    }
}
