package io.partita.control.run;

import io.partita.workloads.client.Client;
import io.partita.workloads.client.Invocation;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * The workers of a real run with the hands of a simulated one: an operation takes a random time, then it happens at one
 * instant. Now and then one takes longer than anybody waits.
 */
final class VirtualCrew implements Crew {

    private static final long LONGEST_NANOS = 4_000_000;
    private static final long FOR_EVER_NANOS = 100_000_000_000L;
    private static final int ONE_IN = 200;

    private final VirtualTime time;
    private final SplittableRandom random;
    private final List<String> nodes;
    private final Client.Factory clients;
    private final List<Worker> workers = new ArrayList<>();
    private final Completions completions = new Completions();
    private boolean woken;

    VirtualCrew(VirtualTime time, SplittableRandom random, int size, List<String> nodes, Client.Factory clients) {
        this.time = time;
        this.random = random;
        this.nodes = nodes;
        this.clients = clients;
        for (int i = 0; i < size; i++) {
            workers.add(worker(i));
        }
    }

    private Worker worker(int index) {
        return new Worker(index, nodes.get(index % nodes.size()), clients);
    }

    @Override
    public long now() {
        return time.now();
    }

    @Override
    public void begin(int index, Invocation invocation) {
        Worker worker = workers.get(index);
        worker.assign(invocation);
        long takes = random.nextInt(ONE_IN) == 0 ? FOR_EVER_NANOS : 1 + random.nextLong(LONGEST_NANOS);
        time.after(takes, () -> perform(worker));
    }

    private void perform(Worker worker) {
        if (worker.perform(this) == Worker.Outcome.DELIVER) {
            completions.add(worker);
        }
    }

    @Override
    public void deliver(Taker taker) {
        Worker worker = completions.takeAll();
        while (worker != null) {
            Worker next = worker.next;
            taker.take(worker.index(), worker.completion(), worker.completedAt());
            worker = next;
        }
    }

    @Override
    public void abandon(int index) {
        workers.get(index).abandon();
        workers.set(index, worker(index));
    }

    @Override
    public boolean linger(long until) {
        boolean done = until <= now() || isSomethingToDo();
        woken &= !done;
        return done;
    }

    @Override
    public void await(long until) {
        time.pass(until, this::isSomethingToDo);
        woken = false;
    }

    private boolean isSomethingToDo() {
        return woken || !completions.isEmpty();
    }

    @Override
    public void wake() {
        woken = true;
    }

    @Override
    public void close() {
        for (Worker worker : workers) {
            if (worker.dismiss()) {
                perform(worker);
            } else {
                worker.abandon();
            }
        }
    }
}
