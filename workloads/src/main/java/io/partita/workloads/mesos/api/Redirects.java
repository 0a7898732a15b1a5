package io.partita.workloads.mesos.api;

import io.partita.workloads.http.HttpAnswer;
import io.partita.workloads.http.HttpAnswer.Received;
import io.partita.workloads.http.HttpCall;
import io.partita.workloads.http.HttpExchange;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/** Follows the redirects of reads, as many as it is told to, and says where they lead. */
public final class Redirects {

    /**
     * Where a read was led.
     *
     * @param chain every address that was asked, or was to be asked next when that was given up; the first is where it
     *     began
     * @param answer of the last one that was asked
     * @param problem {@code redirect-loop: A -> B -> A}, {@code redirect-chain: A -> B -> C} for more than there may be,
     *     {@code redirect-nowhere: A -> place} for one without a sensible place to go to; empty if all is well
     */
    public record Followed(List<URI> chain, HttpAnswer answer, String problem) {
        public Followed {
            chain = List.copyOf(chain);
            Objects.requireNonNull(answer, "answer is null");
            Objects.requireNonNull(problem, "problem is null");
        }

        /** How many redirects were met. */
        public int hops() {
            return chain.size() - 1;
        }
    }

    private Redirects() {}

    /**
     * Asks {@code call}, and whomever it is redirected to, {@code most} times at the most; all within the deadline of
     * one exchange.
     *
     * @throws IllegalArgumentException if the call is no GET: a redirected write would be a second attempt
     */
    public static Followed follow(HttpExchange http, HttpCall call, int most) throws InterruptedException {
        if (!call.method().equals("GET")) {
            throw new IllegalArgumentException("only reads follow redirects, not " + call.method());
        }
        long end = System.nanoTime() + http.limit().toNanos();
        List<URI> chain = new ArrayList<>(List.of(call.uri()));
        while (true) {
            URI here = chain.get(chain.size() - 1);
            HttpAnswer answer = http.send(call.to(here), Duration.ofNanos(Math.max(1, end - System.nanoTime())));
            if (!(answer instanceof Received received) || !isRedirect(received)) {
                return new Followed(chain, answer, "");
            }
            String location = received.header("Location").orElse("");
            URI next = resolve(here, location);
            if (next == null) {
                return new Followed(chain, answer, "redirect-nowhere: " + here + " -> " + location);
            }
            boolean known = chain.contains(next);
            chain.add(next);
            if (known) {
                return new Followed(chain, answer, "redirect-loop: " + joined(chain));
            }
            if (chain.size() - 1 > most) {
                return new Followed(chain, answer, "redirect-chain: " + joined(chain));
            }
        }
    }

    private static boolean isRedirect(Received answer) {
        return answer.status() >= 301 && answer.status() <= 308 && answer.status() != 304;
    }

    /** The next address, or {@code null} if it is none. */
    private static URI resolve(URI here, String location) {
        if (location.isEmpty()) {
            return null;
        }
        try {
            return HttpCall.get(here.resolve(location)).uri();
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private static String joined(List<URI> chain) {
        return chain.stream().map(URI::toString).collect(Collectors.joining(" -> "));
    }
}
