package io.partita.workloads.zookeeper;

import io.partita.checker.history.History;
import io.partita.checker.history.Op;
import io.partita.checker.history.OpType;
import io.partita.workloads.Workload;
import io.partita.workloads.client.Client;
import io.partita.workloads.client.Completion;
import io.partita.workloads.client.Invocation;
import io.partita.workloads.generator.Generator;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A load's operations on real clients and threads, recorded: as much of a scheduler as these tests need. */
final class TinyRun implements Generator.Context, AutoCloseable {

    private record Done(int thread, Invocation invocation, Completion completion) {}

    private final Workload.Settings settings;
    private final Client.Factory factory;
    private final long begin = System.nanoTime();
    private final List<Op> ops = new ArrayList<>();
    private final List<Integer> free = new ArrayList<>();
    private final int[] processes;
    private final Client[] clients;
    private final BlockingQueue<Done> completions = new LinkedBlockingQueue<>();
    private final ExecutorService pool = Executors.newCachedThreadPool();

    TinyRun(Workload.Settings settings, Workload.Load load) {
        this.settings = settings;
        this.factory = load.clients();
        processes = new int[settings.threads()];
        clients = new Client[settings.threads()];
        for (int thread = 0; thread < settings.threads(); thread++) {
            processes[thread] = thread;
            free.add(thread);
        }
    }

    /** Runs {@code generator} for {@code limit}, or until it is exhausted; returns what is left of it. */
    Generator phase(Duration limit, Generator generator) throws Exception {
        long until = time() + limit.toNanos();
        Generator current = generator;
        while (true) {
            Generator.Offer offer = time() < until ? current.offer(this) : Generator.Exhausted.INSTANCE;
            if (offer instanceof Generator.Ready ready && ready.time() <= time()) {
                current = ready.rest().update(this, begin(ready.invocation()));
            } else if (offer instanceof Generator.Exhausted && isIdle()) {
                return current;
            } else {
                Done done = completions.poll(1, TimeUnit.MILLISECONDS);
                if (done != null) {
                    current = current.update(this, end(done));
                }
            }
        }
    }

    History history() {
        return History.of(ops);
    }

    private Op begin(Invocation invocation) {
        int thread = thread(invocation.process());
        free.remove((Integer) thread);
        pool.execute(() -> completions.add(new Done(thread, invocation, perform(thread, invocation))));
        return record(invocation, OpType.INVOKE, invocation.value(), null);
    }

    private Completion perform(int thread, Invocation invocation) {
        try {
            if (clients[thread] == null) {
                clients[thread] = factory.open(Processes.node(settings, thread), invocation.process());
            }
            return clients[thread].invoke(invocation);
        } catch (Exception e) {
            return Completion.info(invocation, e.toString());
        }
    }

    private Op end(Done done) {
        if (done.completion().type() == OpType.INFO) {
            processes[done.thread()] += threads();
            clients[done.thread()].close();
            clients[done.thread()] = null;
        }
        free.add(done.thread());
        Completion completion = done.completion();
        return record(done.invocation(), completion.type(), completion.value(), completion.error());
    }

    private Op record(Invocation invocation, OpType type, Object value, String error) {
        Op op = new Op(ops.size(), time(), invocation.process(), type, invocation.f(), invocation.key(), value, error);
        ops.add(op);
        return op;
    }

    @Override
    public void close() {
        pool.shutdownNow();
        for (Client client : clients) {
            if (client != null) {
                client.close();
            }
        }
    }

    @Override
    public long time() {
        return System.nanoTime() - begin;
    }

    @Override
    public int threads() {
        return processes.length;
    }

    @Override
    public boolean isFree(int thread) {
        return free.contains(thread);
    }

    @Override
    public boolean isIdle() {
        return free.size() == processes.length;
    }

    @Override
    public int process(int thread) {
        return processes[thread];
    }

    @Override
    public int freeThread(int from, int to) {
        return free.stream()
                .filter(thread -> thread >= from && thread < to)
                .findFirst()
                .orElse(-1);
    }
}
