package io.partita.workloads.mesos.discovery;

import io.partita.workloads.client.Completion;
import io.partita.workloads.client.Invocation;
import io.partita.workloads.http.HttpAnswer;
import io.partita.workloads.http.HttpCall;
import io.partita.workloads.http.HttpExchange;
import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * What stands between a load balancer and Marathon, and the requests through both. As bridges of this kind do, it gives the
 * balancer whatever the latest good answer lists, also if that is nothing, and leaves it alone when there is no good answer. Safe
 * for use by several threads.
 */
final class Balancer implements AutoCloseable {

    private final Haproxy haproxy;
    private final HttpExchange http;
    private final Function<Instance, String> address;
    /** When the answer that it has now was asked for, by {@link System#nanoTime}: answers may overtake each other. */
    private long askedAt = Long.MIN_VALUE;

    /** @param address the address of an instance's host, in numbers */
    Balancer(Haproxy haproxy, HttpExchange http, Function<Instance, String> address) {
        this.haproxy = haproxy;
        this.http = http;
        this.address = address;
    }

    /** Gives it what a Marathon listed in an answer to a question of {@code asked}, by {@link System#nanoTime}. */
    synchronized void feed(long asked, List<Instance> instances) throws IOException {
        if (askedAt != Long.MIN_VALUE && asked - askedAt <= 0) {
            return;
        }
        askedAt = asked;
        Set<String> addresses = new LinkedHashSet<>();
        instances.stream()
                .filter(instance -> instance.node() != null && instance.port() > 0)
                .forEach(instance -> addresses.add(address.apply(instance) + ":" + instance.port()));
        haproxy.serve(addresses);
    }

    /** One request through the balancer: a read, so one without a good answer did not happen. */
    Completion request(Invocation invocation) throws InterruptedException {
        HttpAnswer answer = http.send(HttpCall.get(haproxy.uri()));
        if (answer instanceof HttpAnswer.NotSent notSent) {
            return Completion.fail(invocation, notSent.error());
        } else if (answer instanceof HttpAnswer.Lost lost) {
            return Completion.fail(invocation, lost.error());
        }
        HttpAnswer.Received received = (HttpAnswer.Received) answer;
        if (received.status() != 200) {
            return Completion.fail(invocation, "http-" + received.status());
        }
        String task = Probes.task(received.body());
        return task == null ? Completion.fail(invocation, "no-task") : Completion.ok(Map.of("task", task));
    }

    @Override
    public void close() {
        haproxy.close();
    }
}
