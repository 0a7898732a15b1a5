package io.partita.nemesis.crash;

import io.partita.nemesis.TestCluster;
import io.partita.nemesis.fault.Availability;
import io.partita.nemesis.fault.Environment;
import io.partita.nemesis.fault.FaultCatalog;
import io.partita.nemesis.fault.FaultKind;
import io.partita.nemesis.fault.RunClock;
import io.partita.nemesis.fault.UsersOwnFault;
import io.partita.nemesis.ledger.HealReport;
import io.partita.nemesis.ledger.Healer;
import io.partita.nemesis.ledger.Ledgers;
import io.partita.provisioning.host.NodeHost;
import io.partita.provisioning.host.NodeState;
import io.partita.provisioning.remote.Command;
import io.partita.provisioning.remote.Nodes;
import io.partita.provisioning.remote.Remote;
import io.partita.provisioning.remote.RemoteException;
import io.partita.provisioning.system.SystemUnderTest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/**
 * Kills control processes at instants of a mixed schedule and looks whether the nodes are as they were before, when another
 * process has healed them from the ledger or when they were left alone. What they were like, and are, is read by
 * {@link Snapshot}, which knows nothing of faults. For use by one thread.
 */
final class CrashProof {

    /** Who makes the nodes clean again. */
    enum Healing {
        /** What {@code control heal --all} does: ledgers that are not healed, then a sweep, which must find nothing. */
        BY_LEDGER("ledger"),
        /** Nobody: the nodes hear no sign of life and undo by themselves what was done to them. */
        BY_THE_NODES("nodes");

        private final String word;

        Healing(String word) {
            this.word = word;
        }

        @Override
        public String toString() {
            return word;
        }
    }

    /**
     * What came of one instant.
     *
     * @param reached where the process really was when it died, by its ledger and the nodes
     * @param dirtBefore in how many things the nodes differed when it was dead
     * @param millis from its death to clean nodes
     * @param left in what they still differ, or what was wrong with healing; empty if all is well
     */
    record Result(
            Instant instant,
            Healing healing,
            String reached,
            String refusal,
            int dirtBefore,
            long millis,
            List<String> left) {

        boolean clean() {
            return left.isEmpty();
        }
    }

    private static final String UNTOUCHED = "/srv/foreign";

    /** A new IPv6 address is tentative for a second or two, until it is known that nobody else has it. */
    private static final String SETTLED = """
            for attempt in $(seq 150); do
              [ -z "$(ip -o addr show tentative)" ] && exit 0
              sleep 0.1
            done
            ip -o addr show tentative >&2
            exit 1
            """;

    private static final int LONG_SILENCE_SECONDS = 600;
    private static final int SHORT_SILENCE_SECONDS = 6;
    /** After a proven end processes that came back may still be on their way to their usual look. */
    private static final Duration SETTLING = Duration.ofSeconds(10);
    /** A node that is healed by itself brings up servers one after another. */
    private static final Duration NODES_OWN_TIME = Duration.ofSeconds(90);

    private static final Duration READY = Duration.ofSeconds(180);

    private final TestCluster cluster;
    private final String subject;
    private final SystemUnderTest system;
    private final Path directory;
    private final Map<String, String> refused = new LinkedHashMap<>();
    private final List<String> faults = new ArrayList<>();
    /** What nodes are like that were off; empty where nothing can be off. */
    private Map<String, Snapshot> rebooted = Map.of();

    private Map<String, Snapshot> before;

    private Optional<NodeHost> host = Optional.empty();

    /** @param directory for the files of the runs */
    CrashProof(TestCluster cluster, String subject, Path directory) {
        this.cluster = cluster;
        this.subject = subject;
        this.system = Subjects.named(subject);
        this.directory = directory;
    }

    /** Installs the system, puts what is foreign on the nodes, sees which faults can be had, and looks at the nodes. */
    void prepare() {
        system.install(nodes());
        system.start(nodes());
        system.awaitReady(nodes(), READY);
        putForeignThings(nodes().names());
        host = NodeHost.of(cluster.inventory());
        host.ifPresent(this::lookAtRebootedNodes);
        var environment = Environment.of(nodes(), system, RunClock.fromNow());
        for (FaultKind kind : FaultCatalog.load(getClass().getClassLoader()).kinds()) {
            if (kind.disturbs() && !(kind instanceof UsersOwnFault)) {
                if (kind.availability(environment) instanceof Availability.Unavailable no) {
                    refused.put(kind.name(), no.reason());
                } else {
                    faults.add(kind.name());
                }
            }
        }
        look();
    }

    /** Takes what the nodes are like now for what they are to be like. */
    void look() {
        before = settled();
    }

    private Map<String, Snapshot> settled() {
        nodes().parallel(remote -> remote.require(Command.script(SETTLED, "")));
        Map<String, Snapshot> first = read();
        Map<String, Snapshot> second = read();
        // Servers may still be busy with their start.
        while (!Snapshot.differences(first, second).isEmpty()) {
            first = second;
            second = read();
        }
        return second;
    }

    /**
     * Takes the power of all nodes and gives it back, and sees what they are like then: what lived in their kernels is gone,
     * foreign rules too, whoever did it. Puts these back.
     */
    private void lookAtRebootedNodes(NodeHost carrier) {
        for (String node : nodes().names()) {
            carrier.machine().require(carrier.powerOff(node));
            carrier.machine().require(carrier.powerOn(node));
        }
        system.start(nodes());
        system.awaitReady(nodes(), READY);
        rebooted = settled();
        putForeignThings(nodes().names());
    }

    private Map<String, Snapshot> read() {
        return nodes().parallel(remote ->
                runs(remote.node()) ? Snapshot.of(remote, UNTOUCHED) : Snapshot.away("the node is off or frozen"));
    }

    /** Spares the wait for a node that will not answer. */
    private boolean runs(String node) {
        return host.map(carrier -> carrier.machine().require(carrier.state(node)))
                .map(said -> NodeState.parse(said.stdout()).power() == NodeState.Power.RUNNING)
                .orElse(true);
    }

    private void putForeignThings(Collection<String> where) {
        where.forEach(node -> nodes().on(node).require(Command.script(Snapshot.text("foreign.sh"), "")));
    }

    /** The faults that can be had, each by its name alone. */
    List<String> faults() {
        return faults;
    }

    /** Those that can't, with the reason. */
    Map<String, String> refused() {
        return refused;
    }

    /** What is not as it was; empty if nothing. */
    List<String> dirt() {
        Map<String, Snapshot> now = read();
        var expected = new LinkedHashMap<>(before);
        rebooted(now).forEach(node -> expected.put(node, rebooted.get(node)));
        return Snapshot.differences(expected, now);
    }

    private List<String> rebooted(Map<String, Snapshot> now) {
        return now.keySet().stream()
                .filter(rebooted::containsKey)
                .filter(node -> now.get(node).isRead() && !now.get(node).isOfTheSameBootAs(before.get(node)))
                .toList();
    }

    /** Kills one process, has the nodes healed, and looks. */
    Result crash(Instant instant, Healing healing) throws InterruptedException {
        Path run = directory.resolve(healing + "-" + instant.number());
        Path ledger = run.resolve(Ledgers.FILE_NAME);
        makeDirectory(run);
        int silence = healing == Healing.BY_LEDGER ? LONG_SILENCE_SECONDS : SHORT_SILENCE_SECONDS;
        Victim victim = Victim.start(cluster.inventory(), ledger, silence, subject, instant);
        victim.killAt(instant);
        long death = System.nanoTime();
        String reached = reached(new LedgerWatch(ledger), victim);
        int dirtBefore = dirt().size();
        List<String> left = new ArrayList<>();
        if (healing == Healing.BY_LEDGER) {
            heal(run, left);
            left.addAll(awaitClean(SETTLING));
        } else {
            left.addAll(awaitClean(NODES_OWN_TIME));
        }
        long millis = Duration.ofNanos(System.nanoTime() - death).toMillis();
        // Who comes after the nodes have healed themselves finds nothing to do, and says so in the ledger.
        heal(run, left);
        HealReport swept = Healer.sweep(nodes());
        swept.found().forEach((node, found) -> found.forEach(what -> left.add(node + ": a sweep found " + what)));
        complain(swept, left);
        return new Result(instant, healing, reached, victim.refusal(), dirtBefore, millis, left);
    }

    /** Waits until the system serves again, so that the next faults find it as the first ones did. */
    void settle() {
        system.awaitReady(nodes(), READY);
        List<String> fresh = rebooted(read());
        if (!fresh.isEmpty()) {
            putForeignThings(fresh);
            look();
        }
    }

    private void heal(Path run, List<String> left) {
        for (Path unhealed : Ledgers.unhealed(run)) {
            HealReport report = Healer.heal(unhealed, nodes());
            report.outcomes().stream()
                    .filter(outcome -> !outcome.proof().holds())
                    .forEach(outcome -> left.add(outcome.injection().fault() + " is not proven healed: "
                            + outcome.proof().missing()));
            complain(report, left);
        }
        Ledgers.unhealed(run).forEach(file -> left.add("the ledger has unhealed faults: " + file));
    }

    private static void complain(HealReport report, List<String> left) {
        report.unreachable().forEach((node, why) -> left.add(node + " could not be reached: " + why));
        report.left().forEach((node, what) -> left.add(node + ": left: " + what));
    }

    private List<String> awaitClean(Duration limit) {
        long deadline = System.nanoTime() + limit.toNanos();
        while (true) {
            List<String> dirt = dirt();
            if (dirt.isEmpty() || System.nanoTime() > deadline) {
                return dirt;
            }
            LockSupport.parkNanos(Duration.ofMillis(300).toNanos());
        }
    }

    /** Where the process was, by what it left: the last line of its ledger and the timers on the nodes. */
    private String reached(LedgerWatch ledger, Victim victim) {
        List<LedgerWatch.Line> lines = ledger.lines();
        List<LedgerWatch.Line> intents =
                lines.stream().filter(line -> line.event().equals("intent")).toList();
        if (intents.size() <= victim.intentsBefore() || intents.isEmpty()) {
            return "before the intent";
        }
        LedgerWatch.Line intent = intents.get(intents.size() - 1);
        String last = lines.stream()
                .filter(line -> line.id().equals(intent.id()))
                .reduce((first, second) -> second)
                .map(LedgerWatch.Line::event)
                .orElseThrow();
        if (!last.equals("intent")) {
            return last.equals("healed") ? "healed, others not" : last;
        }
        long armed = nodes().parallel(remote -> isArmed(remote, intent.timer())).values().stream()
                .filter(is -> is)
                .count();
        return armed == 0 ? "intent, not armed" : "armed on " + armed + ", injecting";
    }

    /** Whether the node has the timer; none that is off or frozen is known to. */
    private boolean isArmed(Remote remote, String timer) {
        try {
            return runs(remote.node())
                    && remote.run(Command.of("test", "-e", "/run/partita/" + timer + "/inverse"))
                            .succeeded();
        } catch (RemoteException e) {
            return false;
        }
    }

    private Nodes nodes() {
        return cluster.nodes();
    }

    private static void makeDirectory(Path run) {
        try {
            Files.createDirectories(run);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
