package io.partita.workloads.zookeeper;

import io.partita.checker.history.History;
import io.partita.checker.history.Op;
import io.partita.checker.history.OpType;
import io.partita.workloads.Workload;
import io.partita.workloads.client.Client;
import io.partita.workloads.client.Completion;
import io.partita.workloads.client.Invocation;
import io.partita.workloads.generator.Generator;
import io.partita.workloads.generator.TestThreads;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A load's operations on real clients and threads, recorded: as much of a scheduler as these tests need. */
final class TinyRun extends TestThreads implements AutoCloseable {

    private record Done(int thread, Invocation invocation, Completion completion) {}

    private final Workload.Settings settings;
    private final Client.Factory factory;
    private final long begin = System.nanoTime();
    private final List<Op> ops = new ArrayList<>();
    private final Client[] clients;
    private final BlockingQueue<Done> completions = new LinkedBlockingQueue<>();
    private final ExecutorService pool = Executors.newCachedThreadPool();

    TinyRun(Workload.Settings settings, Workload.Load load) {
        super(settings.threads());
        this.settings = settings;
        this.factory = load.clients();
        clients = new Client[settings.threads()];
    }

    /** Runs {@code generator} for {@code limit}, or until it is exhausted; returns what is left of it. */
    Generator phase(Duration limit, Generator generator) throws Exception {
        long until = time() + limit.toNanos();
        Generator current = generator;
        while (true) {
            Generator.Offer offer = time() < until ? current.offer(this) : Generator.Exhausted.INSTANCE;
            if (offer instanceof Generator.Ready ready && ready.time() <= time()) {
                current = ready.rest().update(this, begin(ready.invocation()));
            } else if (offer instanceof Generator.Moved moved) {
                current = moved.rest();
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
        begin(thread);
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
            clients[done.thread()].close();
            clients[done.thread()] = null;
        }
        Completion completion = done.completion();
        end(done.thread(), completion.type());
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
}
