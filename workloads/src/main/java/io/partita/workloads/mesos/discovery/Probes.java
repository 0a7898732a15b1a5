package io.partita.workloads.mesos.discovery;

import io.partita.workloads.http.HttpAnswer;
import io.partita.workloads.http.HttpCall;
import io.partita.workloads.http.HttpExchange;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** Asks, from where the run is controlled, who answers at an address. Safe for use by several threads. */
final class Probes implements AutoCloseable {

    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private final HttpExchange http;
    private final Function<Instance, String> address;
    private final ExecutorService threads = Executors.newCachedThreadPool(work -> {
        Thread made = new Thread(work, "probes");
        made.setDaemon(true);
        return made;
    });

    /** @param address the address of the instance's host */
    Probes(HttpExchange http, Function<Instance, String> address) {
        this.http = http;
        this.address = address;
    }

    /** {@code instances}, all asked at the same time, in the same order. */
    List<Instance> probe(List<Instance> instances) throws InterruptedException {
        List<Future<Instance>> pending = new ArrayList<>();
        for (Instance instance : instances) {
            pending.add(threads.submit(() -> probe(instance)));
        }
        List<Instance> answers = new ArrayList<>();
        try {
            for (Future<Instance> each : pending) {
                answers.add(each.get());
            }
            return answers;
        } catch (ExecutionException e) {
            throw new IllegalStateException("asking instances", e.getCause());
        } finally {
            pending.forEach(each -> each.cancel(true));
        }
    }

    private Instance probe(Instance instance) throws InterruptedException {
        if (instance.port() < 1 || instance.port() > 65535) {
            return instance.unanswered("no-port");
        }
        URI uri;
        try {
            uri = URI.create("http://" + address.apply(instance) + ":" + instance.port() + "/");
            return answer(instance, http.send(HttpCall.get(uri)));
        } catch (IllegalArgumentException e) {
            return instance.unanswered("no-address: " + instance.host());
        }
    }

    private static Instance answer(Instance instance, HttpAnswer answer) {
        if (answer instanceof HttpAnswer.Received received) {
            String task = task(received.body());
            if (received.status() != 200) {
                return instance.unanswered("http-" + received.status());
            }
            return task == null ? instance.unanswered("no-task") : instance.answeredBy(task);
        }
        return instance.unanswered(
                answer instanceof HttpAnswer.NotSent notSent ? notSent.error() : ((HttpAnswer.Lost) answer).error());
    }

    /** The task that an answer of our program names; {@code null} if it is none of those. */
    static String task(String body) {
        try {
            String task = MAPPER.readTree(body).path("task").asString("");
            return task.isEmpty() ? null : task;
        } catch (JacksonException e) {
            return null;
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
