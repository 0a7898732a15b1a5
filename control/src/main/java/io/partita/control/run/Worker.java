package io.partita.control.run;

import io.partita.workloads.client.Client;
import io.partita.workloads.client.Completion;
import io.partita.workloads.client.Invocation;
import java.util.Queue;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import org.apache.logging.log4j.LogManager;

/**
 * Performs the operations of one client thread, one at a time, with a client that lives as long as its process. The
 * scheduler hands over an operation by {@link #begin}; the outcome goes to the completion queue.
 *
 * <p>A worker whose operation never ends is abandoned: it is interrupted, and whatever it delivers later carries a
 * stale {@link Done#worker} that the scheduler ignores.
 */
final class Worker implements Runnable {

    /**
     * What a worker delivers.
     *
     * @param worker who; compared by identity
     * @param time when the completion was observed
     */
    record Done(Worker worker, Invocation invocation, Completion completion, long time) {}

    private final int index;
    private final String node;
    private final Client.Factory clients;
    private final Queue<Done> completions;
    private final Thread scheduler;
    private final LongSupplier clock;
    private final Thread thread;

    private volatile Invocation assigned;
    private volatile boolean ended;

    private Client client;
    private int clientProcess;

    Worker(
            int index,
            String node,
            Client.Factory clients,
            Queue<Done> completions,
            Thread scheduler,
            LongSupplier clock) {
        this.index = index;
        this.node = node;
        this.clients = clients;
        this.completions = completions;
        this.scheduler = scheduler;
        this.clock = clock;
        this.thread = new Thread(this, "worker " + index);
        thread.setDaemon(true);
    }

    int index() {
        return index;
    }

    void start() {
        thread.start();
    }

    /** Gives the idle worker its next operation. Called by the scheduler. */
    void begin(Invocation invocation) {
        assigned = invocation;
        LockSupport.unpark(thread);
    }

    /** Ends the worker once it is idle, or interrupts what it does. */
    void end() {
        ended = true;
        LockSupport.unpark(thread);
    }

    /** Gives up on the operation under way. */
    void abandon() {
        ended = true;
        thread.interrupt();
    }

    /** Waits until the worker has released its client, at most {@code millis} ms. */
    void join(long millis) throws InterruptedException {
        thread.join(millis);
    }

    @Override
    public void run() {
        try {
            while (!ended) {
                Invocation invocation = assigned;
                if (invocation == null) {
                    LockSupport.park(this);
                    continue;
                }
                assigned = null;
                Completion completion = perform(invocation);
                completions.add(new Done(this, invocation, completion, clock.getAsLong()));
                LockSupport.unpark(scheduler);
            }
        } finally {
            closeClient();
        }
    }

    private Completion perform(Invocation invocation) {
        if (client == null || clientProcess != invocation.process()) {
            closeClient();
            try {
                client = clients.open(node, invocation.process());
                clientProcess = invocation.process();
            } catch (Exception e) {
                return Completion.fail(invocation, "no-client: " + Errors.brief(e));
            }
        }
        Completion completion;
        try {
            completion = client.invoke(invocation);
            if (completion == null) {
                completion = Completion.info(invocation, "client-bug: the client returned no completion");
            }
        } catch (Exception e) {
            completion = Completion.info(invocation, Errors.brief(e));
        }
        return completion;
    }

    private void closeClient() {
        Client closing = client;
        client = null;
        if (closing != null) {
            try {
                closing.close();
            } catch (RuntimeException e) {
                // The process is over; what a broken connection says on its way out changes nothing in the history.
                LogManager.getLogger(Worker.class)
                        .debug("closing the client of process {} on {}", clientProcess, node, e);
            }
        }
    }
}
