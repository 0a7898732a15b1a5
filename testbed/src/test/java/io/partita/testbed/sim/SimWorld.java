package io.partita.testbed.sim;

import io.partita.testbed.messages.Address;
import io.partita.testbed.runtime.Component;
import io.partita.testbed.runtime.HttpService;
import io.partita.testbed.runtime.Platform;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

/**
 * Time, network, ZooKeeper and processes. Runs whatever is due, in order, in the caller's thread; the same seed gives the
 * same run. Packets across a cut are held, as TCP would hold them, and arrive when it heals.
 */
public final class SimWorld {

    private static final Instant EPOCH = Instant.parse("2026-01-01T00:00:00Z");
    private static final Duration LATENCY = Duration.ofNanos(500_000);

    private record Due(long at, long order, Runnable action) {}

    /** Packets of one direction on their way across a cut. */
    private record Way(String from, String to) {}

    private final PriorityQueue<Due> agenda =
            new PriorityQueue<>(Comparator.comparingLong(Due::at).thenComparingLong(Due::order));
    private final Map<Address, SimProcess> processes = new LinkedHashMap<>();
    private final Set<Way> cuts = new HashSet<>();
    private final Map<Way, List<Runnable>> held = new HashMap<>();
    private final SimZooKeeper zooKeeper = new SimZooKeeper(this);
    private final SplittableRandom random;
    private final Path directory;
    private Duration clockError = Duration.ZERO;
    private long now;
    private long order;

    /** @param directory below which processes keep what outlives them */
    public SimWorld(long seed, Path directory) {
        this.random = new SplittableRandom(seed);
        this.directory = directory;
    }

    public SimZooKeeper zooKeeper() {
        return zooKeeper;
    }

    public long nanos() {
        return now;
    }

    public Instant wallClock() {
        return EPOCH.plusNanos(now).plus(clockError);
    }

    /** From now on the clocks of all hosts are off by {@code error}. */
    public void setClocks(Duration error) {
        clockError = error;
    }

    SplittableRandom random() {
        return random;
    }

    void at(Duration delay, Runnable action) {
        agenda.add(new Due(now + Math.max(0, delay.toNanos()), order++, action));
    }

    /** Starts a process that lives at {@code address}; its work directory is that of {@code name} on that host, kept. */
    public <C extends Component> C start(String name, Address address, Function<Platform, C> factory) {
        if (isAlive(address)) {
            throw new IllegalStateException("something runs at " + address);
        }
        SimProcess process = new SimProcess(this, name, address, directory.resolve(address.host() + "-" + name));
        processes.put(address, process);
        C component = factory.apply(process);
        process.component(component);
        process.loop().execute(component::start);
        return component;
    }

    public boolean isAlive(Address address) {
        SimProcess process = processes.get(address);
        return process != null && process.isAlive();
    }

    /** The exit status of the last process at {@code address}; fails if it lives. */
    public int exitStatus(Address address) {
        return process(address).exitStatus();
    }

    /** What the last process at {@code address} logged. */
    public List<String> log(Address address) {
        return process(address).lines();
    }

    /** Ends a process as SIGKILL does. */
    public void kill(Address address) {
        process(address).die(137);
    }

    /** Stops a process as SIGSTOP does. */
    public void pause(Address address) {
        process(address).pause();
    }

    /** Continues a process as SIGCONT does. */
    public void resume(Address address) {
        process(address).resume();
    }

    SimProcess process(Address address) {
        SimProcess process = processes.get(address);
        if (process == null) {
            throw new IllegalStateException("nothing was ever started at " + address);
        }
        return process;
    }

    /** The living process at {@code address}, or null. */
    SimProcess alive(Address address) {
        return isAlive(address) ? processes.get(address) : null;
    }

    /** Drops packets from one host to another. */
    public void cutOneWay(String from, String to) {
        cuts.add(new Way(from, to));
    }

    /** Drops packets between two hosts. */
    public void cut(String one, String other) {
        cutOneWay(one, other);
        cutOneWay(other, one);
    }

    /** Cuts a host off from all other hosts with processes, and from ZooKeeper. */
    public void isolate(String host) {
        processes.keySet().stream()
                .map(Address::host)
                .filter(other -> !other.equals(host))
                .distinct()
                .toList()
                .forEach(other -> cut(host, other));
        zooKeeper.cutOff(host);
    }

    /** Ends all cuts, those from ZooKeeper too: what was held arrives. */
    public void heal() {
        cuts.clear();
        Map<Way, List<Runnable>> late = new HashMap<>(held);
        held.clear();
        late.values().forEach(list -> list.forEach(action -> at(LATENCY, action)));
        zooKeeper.healAll();
    }

    boolean isCut(String from, String to) {
        return !from.equals(to) && cuts.contains(new Way(from, to));
    }

    /** Brings {@code arrival} about at the other end, once packets get there. */
    void transmit(String from, String to, Runnable arrival) {
        if (isCut(from, to)) {
            held.computeIfAbsent(new Way(from, to), way -> new java.util.ArrayList<>())
                    .add(arrival);
        } else {
            at(LATENCY, arrival);
        }
    }

    /** Lets {@code time} pass. */
    public void run(Duration time) {
        long end = now + time.toNanos();
        while (!agenda.isEmpty() && agenda.peek().at() <= end) {
            step();
        }
        now = end;
    }

    /** Lets time pass until {@code condition} holds; fails if it does not within {@code limit}. Answers how long it took. */
    public Duration runUntil(String what, Duration limit, BooleanSupplier condition) {
        long begin = now;
        long end = now + limit.toNanos();
        while (!condition.getAsBoolean()) {
            if (agenda.isEmpty() || agenda.peek().at() > end) {
                throw new AssertionError("not within " + limit + ": " + what);
            }
            step();
        }
        return Duration.ofNanos(now - begin);
    }

    private void step() {
        Due due = agenda.remove();
        now = due.at();
        due.action().run();
    }

    /** Asks a process as a client outside all cuts does; runs until it answers, for a minute at most. */
    public HttpService.Response http(Address address, String method, String pathAndQuery, String body) {
        return http(address, method, pathAndQuery, Map.of(), body);
    }

    /** As {@link #http(Address, String, String, String)}, with headers. */
    public HttpService.Response http(
            Address address, String method, String pathAndQuery, Map<String, String> headers, String body) {
        SimHttpCalls.Answer answer = new SimHttpCalls.Answer();
        process(address)
                .serve(HttpService.Request.of(method, pathAndQuery, headers, body.getBytes(), "10.0.0.1"), answer);
        runUntil("an answer to " + method + " " + pathAndQuery, Duration.ofMinutes(1), answer::isThere);
        return answer.response();
    }

    /** Asks without waiting. */
    public CompletableFuture<HttpService.Response> ask(
            Address address, String method, String pathAndQuery, String body) {
        SimHttpCalls.Answer answer = new SimHttpCalls.Answer();
        process(address)
                .serve(HttpService.Request.of(method, pathAndQuery, Map.of(), body.getBytes(), "10.0.0.1"), answer);
        return answer.future();
    }

    /** Does something on a process' loop, and lets a moment pass. */
    public void onLoop(Address address, Runnable action) {
        process(address).loop().execute(action);
        run(Duration.ofMillis(1));
    }

    public HttpService.Response get(Address address, String pathAndQuery) {
        return http(address, "GET", pathAndQuery, "");
    }
}
