package io.partita.workloads.mesos.api;

import io.partita.workloads.http.HttpExchange;
import java.net.URI;
import java.util.List;

/**
 * The HTTP API of one discovery server, in the form of mesos-dns. Never retries, follows no redirect. Safe for use by several
 * threads.
 */
public final class DiscoveryApi {

    private final Requests requests;

    /** @param base such as {@code http://10.0.0.1:8123} */
    public DiscoveryApi(HttpExchange http, URI base) {
        this.requests = new Requests(http, base, 0);
    }

    /** Every task that it knows. */
    public Reply<List<DiscoveredTask>> tasks() throws InterruptedException {
        return requests.read("/v1/enumerate", Body.json(DiscoveredTask::readAll));
    }
}
