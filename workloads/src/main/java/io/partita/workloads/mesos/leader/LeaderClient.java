package io.partita.workloads.mesos.leader;

import io.partita.provisioning.system.mesos.Role;
import io.partita.workloads.client.Client;
import io.partita.workloads.client.Completion;
import io.partita.workloads.client.Invocation;
import io.partita.workloads.http.HttpExchange;
import io.partita.workloads.mesos.Site;
import io.partita.workloads.mesos.api.MarathonApi;
import io.partita.workloads.mesos.observe.Observer;
import java.time.Duration;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Performs the operations of {@code mesos-leader}. Safe for use by several threads: all clients of a run are one. */
final class LeaderClient implements Client {

    /** Asks all masters what they know; see {@link MasterMemory}. */
    static final String MEMORY = "memory";
    /** Gives the leading master another maintenance schedule, by its number; ok tells node and term of that master. */
    static final String SCHEDULE = "schedule";
    /** Kills the master on the node that is the argument; its supervisor starts it again. */
    static final String RESTART = "restart-master";
    /** Asks the leading Marathon to abdicate. */
    static final String ABDICATE = "abdicate";

    private final Site site;
    private final Observer observer;
    private final MemoryReader memory;
    private final HttpExchange http;
    /** When each term was first heard of: of two masters that claim to lead, the later one is right. */
    private final Map<String, Long> terms = new ConcurrentHashMap<>();

    LeaderClient(Site site, Observer observer, MemoryReader memory, Duration limit) {
        this.site = site;
        this.observer = observer;
        this.memory = memory;
        this.http = new HttpExchange(limit);
    }

    @Override
    public Completion invoke(Invocation invocation) throws Exception {
        return switch (invocation.f()) {
            case MEMORY -> memory();
            case SCHEDULE -> schedule(invocation);
            case RESTART -> restart(invocation);
            case ABDICATE -> abdicate(invocation);
            default -> observer.observe(invocation);
        };
    }

    private Completion memory() throws InterruptedException {
        Map<String, Object> json = new LinkedHashMap<>();
        memory.read().forEach((node, known) -> {
            if (known.leads()) {
                terms.putIfAbsent(known.term(), System.nanoTime());
            }
            json.put(node, known.toJson());
        });
        return Completion.ok(json);
    }

    private Completion schedule(Invocation invocation) throws InterruptedException {
        Optional<MasterMemory> leader = leader();
        if (leader.isEmpty()) {
            return Completion.fail(invocation, "no-leader: no master says that it leads");
        }
        long number = ((Number) invocation.value()).longValue();
        MasterMemory master = leader.get();
        return memory.master(master.node())
                .scheduleMaintenance(Schedules.of(number))
                .complete(invocation, done -> Map.of("number", number, "node", master.node(), "term", master.term()));
    }

    /** The master that leads, of several the one that was elected last. */
    private Optional<MasterMemory> leader() throws InterruptedException {
        List<MasterMemory> leaders = memory.leaders();
        leaders.forEach(leader -> terms.putIfAbsent(leader.term(), System.nanoTime()));
        return leaders.stream().max(Comparator.comparingLong(leader -> terms.get(leader.term())));
    }

    private Completion restart(Invocation invocation) {
        String node = String.valueOf(invocation.value());
        site.cluster().role(Role.MASTER).crash(site.nodes().on(node));
        return Completion.ok(node);
    }

    private Completion abdicate(Invocation invocation) throws InterruptedException {
        for (String node : site.on(Role.MARATHON)) {
            MarathonApi marathon = site.marathon(http, node);
            Optional<String> leader = marathon.info().good().flatMap(info -> site.nodeAt(info.leader()));
            if (leader.isPresent()) {
                return site.marathon(http, leader.get()).abdicate().complete(invocation, said -> leader.get());
            }
        }
        return Completion.fail(invocation, "no-leader: no Marathon names one");
    }

    /** Nothing: what is shared belongs to the run. */
    @Override
    public void close() {}
}
