package io.partita.testbed.master.registry;

import io.partita.testbed.master.metrics.Sample;
import io.partita.testbed.messages.Address;
import io.partita.testbed.messages.MasterInfo;
import io.partita.testbed.messages.ReplicaMessage.Promise;
import io.partita.testbed.messages.ReplicaMessage.Promised;
import io.partita.testbed.messages.ReplicaMessage.Write;
import io.partita.testbed.messages.ReplicaMessage.Written;
import io.partita.testbed.runtime.Log;
import io.partita.testbed.runtime.Loop;
import io.partita.testbed.settings.Bug;
import io.partita.testbed.settings.Durations;
import io.partita.testbed.settings.Knob;
import io.partita.testbed.settings.Settings;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * The leading master's hold on the registry: single-decree Paxos over one value that is replaced as a whole, with a ballot
 * for each leader.
 *
 * <p>The ballot is the sequence number of the leader's own node in ZooKeeper. That is safe with any numbers, as long as no
 * two leaders have the same: ZooKeeper never gives a number of one parent twice. And it is live because the numbers of
 * successive leaders grow: a leader is the lowest of those present, so whoever leads after it has a higher one. Should
 * ZooKeeper have been emptied under living replicas, numbers begin again; a leader that is refused for longer than any
 * outdated leader can exist therefore puts a higher epoch before its number.
 *
 * <p>States and what moves them:
 * <pre>
 * IDLE      recover          → FETCHING  asks all replicas to promise, again and again
 * FETCHING  enough promises  → WRITING   the newest value, with the new leader in it, under one's own ballot
 * FETCHING  fetch time-out   → FAILED
 * WRITING   a quorum has it  → READY     its changes are acknowledged
 * WRITING   store time-out, or refused for a higher ballot → FAILED
 * READY     update           → WRITING   all changes that have queued up, in one write
 * READY     an empty replica shows up → WRITING  the value once more, then to the empty replica
 * </pre>
 * Only writes notice that the quorum is lost: until then, a leader without one looks well.
 */
public final class Registrar {

    private enum Phase {
        IDLE,
        FETCHING,
        WRITING,
        READY,
        FAILED
    }

    /** A change and whom to tell when it is durable. */
    private record Change(UnaryOperator<Registry> change, Consumer<Registry> done) {}

    private final Loop loop;
    private final Log log;
    private final Settings settings;
    private final Quorum quorum;
    private final Address self;
    private final Replicas replicas;
    private final BiConsumer<Integer, String> abort;
    private final Sample storeMillis = new Sample();
    private final Queue<Change> queue = new ArrayDeque<>();
    private final Map<Address, Promised> promises = new HashMap<>();
    private final Electorate electorate = new Electorate();
    private final Set<Address> acknowledged = new HashSet<>();
    private Phase phase = Phase.IDLE;
    private long sequence;
    private long ballot;
    private MasterInfo leader;
    private Registry registry = Registry.EMPTY;
    private long position;
    private String value;
    private Registry next;
    private Queue<Change> inWrite = new ArrayDeque<>();
    private boolean recovered;
    private long began;
    private long attempts;
    private Double fetchMillis;

    /** @param abort ends the process with a status and a last line */
    public Registrar(
            Loop loop,
            Log log,
            Settings settings,
            int quorum,
            Address self,
            Replicas replicas,
            BiConsumer<Integer, String> abort) {
        this.loop = loop;
        this.log = log;
        this.settings = settings;
        this.quorum = new Quorum(quorum);
        this.self = self;
        this.replicas = replicas;
        this.abort = abort;
        replicas.onChange(this::replicasChanged);
    }

    /** Takes the registry over; {@code done} gets it once it is written again under this leader. To be called once. */
    public void recover(long newSequence, MasterInfo newLeader, Consumer<Registry> done) {
        log.info("Recovering from registrar");
        sequence = newSequence;
        ballot = newSequence;
        leader = newLeader;
        phase = Phase.FETCHING;
        began = loop.nanos();
        queue.add(new Change(old -> (settings.has(Bug.B06) ? Registry.EMPTY : old).withMaster(leader), result -> {
            recovered = true;
            log.info("Successfully recovered registrar");
            done.accept(result);
        }));
        log.info("Attempting to start the writer");
        limit(Phase.FETCHING, Knob.REGISTRY_FETCH_TIMEOUT, "Failed to perform fetch within ");
        fetch(++attempts);
    }

    /** Changes the registry; {@code done} gets it once a quorum has it, in the order of the calls. */
    public void update(UnaryOperator<Registry> change, Consumer<Registry> done) {
        queue.add(new Change(change, done));
        if (phase == Phase.READY) {
            write();
        }
    }

    /** The registry as it was last acknowledged. */
    public Registry registry() {
        return registry;
    }

    /** Whether this leader has taken the registry over. */
    public boolean isRecovered() {
        return recovered;
    }

    /** Length of the value that was written last. */
    public int size() {
        return value == null ? 0 : value.length();
    }

    /** How many changes wait. */
    public int queued() {
        return queue.size() + inWrite.size();
    }

    /** How long taking over took; empty before. */
    public Optional<Double> fetchMillis() {
        return Optional.ofNullable(fetchMillis);
    }

    public Sample storeMillis() {
        return storeMillis;
    }

    /** A replica answers a request for a promise. */
    public void promised(Address from, Promised answer) {
        if (answer.ballot() != ballot || phase == Phase.IDLE || phase == Phase.FAILED) {
            return;
        }
        if (phase == Phase.FETCHING) {
            collect(from, answer);
        } else if (answer.refusedFor() == null) {
            classify(from, answer);
        }
    }

    /** A replica answers a write. */
    public void written(Address from, Written answer) {
        if (answer.ballot() != ballot || phase == Phase.IDLE || phase == Phase.FAILED) {
            return;
        }
        if (answer.refusedFor() != null) {
            fail("Failed to update 'registry': another master has a higher ballot");
            return;
        }
        electorate.wrote(from, answer.position());
        if (phase == Phase.WRITING && answer.position() == position && electorate.isVoter(from)) {
            acknowledged.add(from);
            if (acknowledged.size() >= needed()) {
                commit();
            }
        }
    }

    private int needed() {
        return settings.has(Bug.B05) ? 1 : quorum.size();
    }

    private void collect(Address from, Promised answer) {
        if (answer.refusedFor() != null) {
            // Outdated leaders end within two session time-outs. Whoever is refused after that leads a new ZooKeeper.
            boolean longEnough = loop.nanos() - began
                    > settings.duration(Knob.ZK_SESSION).multipliedBy(2).toNanos();
            if (longEnough && answer.refusedFor() > ballot) {
                ballot = ((answer.refusedFor() >> 32) + 1) << 32 | sequence;
                promises.clear();
            }
            return;
        }
        promises.put(from, answer);
        if (!quorum.suffices(promises)) {
            return;
        }
        Optional<Promised> newest = quorum.newest(promises);
        value = newest.map(Promised::value).orElse(null);
        position = newest.map(Promised::position).orElse(-1L);
        registry = value == null ? Registry.EMPTY : RegistryJson.read(value);
        fetchMillis = (loop.nanos() - began) / 1e6;
        log.info("Successfully fetched the registry (%dB) in %sms"
                .formatted(value == null ? 0 : value.length(), fetchMillis));
        electorate.begin(promises, quorum.isEverybody(promises), position + 1);
        write();
    }

    private void classify(Address from, Promised answer) {
        switch (electorate.heard(from, answer, position + 1)) {
            case VOTER -> {
                if (phase == Phase.WRITING) {
                    sendWrite(from);
                }
            }
            case LEARNER -> {
                acknowledged.remove(from);
                if (phase == Phase.READY) {
                    write();
                }
            }
            case NOTHING -> {
                // it was known, or is stale
            }
        }
    }

    private void fetch(long mine) {
        if (phase == Phase.FETCHING && mine == attempts) {
            replicas.addresses().stream()
                    .filter(address -> !promises.containsKey(address))
                    .forEach(address -> replicas.send(address, new Promise(ballot, electorate.nextQuestion())));
            loop.after(pause(), () -> fetch(mine));
        }
    }

    private void write() {
        phase = Phase.WRITING;
        began = loop.nanos();
        inWrite = new ArrayDeque<>(queue);
        queue.clear();
        next = registry;
        inWrite.forEach(change -> next = change.change().apply(next));
        value = RegistryJson.write(next);
        position++;
        acknowledged.clear();
        log.info("Applied " + inWrite.size() + " operations; attempting to update the registry");
        limit(Phase.WRITING, Knob.REGISTRY_STORE_TIMEOUT, "Failed to perform store within ");
        repeatWrite(++attempts);
    }

    private void repeatWrite(long mine) {
        if (phase != Phase.WRITING || mine != attempts) {
            return;
        }
        for (Address address : replicas.addresses()) {
            if (electorate.isVoter(address)) {
                if (!acknowledged.contains(address)) {
                    sendWrite(address);
                }
            } else if (!electorate.isLearner(address)) {
                replicas.send(address, new Promise(ballot, electorate.nextQuestion()));
            }
        }
        loop.after(pause(), () -> repeatWrite(mine));
    }

    private void sendWrite(Address to) {
        replicas.send(to, new Write(ballot, position, value));
    }

    private void commit() {
        phase = Phase.READY;
        registry = next;
        storeMillis.add((loop.nanos() - began) / 1e6);
        log.info("Successfully updated the registry");
        electorate.learnersOf(position).forEach(this::sendWrite);
        Queue<Change> done = inWrite;
        inWrite = new ArrayDeque<>();
        done.forEach(change -> change.done().accept(registry));
        if (phase == Phase.READY && (!queue.isEmpty() || electorate.waitsForWriteAfter(position))) {
            write();
        }
    }

    /** One that came, or came back, may have lost its disk; it is asked, and so are all, for none takes harm. */
    private void replicasChanged() {
        if (phase == Phase.READY || phase == Phase.WRITING) {
            replicas.addresses()
                    .forEach(address -> replicas.send(address, new Promise(ballot, electorate.nextQuestion())));
        }
    }

    private void limit(Phase during, Knob knob, String what) {
        long mine = attempts + 1;
        Duration time = settings.duration(knob);
        loop.after(time, () -> {
            if (phase == during && attempts == mine) {
                String why = what + Durations.asMesosWritesIt(time);
                fail(during == Phase.WRITING && recovered ? "Failed to update 'registry': " + why : why);
            }
        });
    }

    private void fail(String why) {
        phase = Phase.FAILED;
        abort.accept(
                134, recovered ? "Registrar aborting: " + why : "Recovery failed: Failed to recover registrar: " + why);
    }

    private Duration pause() {
        long shortest = settings.duration(Knob.REGISTRY_RETRY).toNanos();
        return Duration.ofNanos(shortest + loop.random().nextLong(shortest + 1));
    }
}
