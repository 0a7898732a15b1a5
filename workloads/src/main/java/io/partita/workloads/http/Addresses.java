package io.partita.workloads.http;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;

/** Finds the address of a host within a time. Safe for use by several threads. */
final class Addresses {

    private static final Pattern NUMBERS = Pattern.compile("[\\d.]+|\\[.*]");
    /** The resolver of the system knows no deadline, so a thread of its own has to wait for it. */
    private static final Executor WAITING = work -> {
        Thread thread = new Thread(work, "http-names");
        thread.setDaemon(true);
        thread.start();
    };

    InetSocketAddress resolve(String host, int port, Duration within)
            throws UnknownHostException, TimeoutException, InterruptedException {
        if (NUMBERS.matcher(host).matches()) {
            return new InetSocketAddress(InetAddress.getByName(host), port);
        }
        CompletableFuture<InetSocketAddress> found =
                CompletableFuture.supplyAsync(() -> new InetSocketAddress(host, port), WAITING);
        try {
            InetSocketAddress address = found.get(Math.max(0, within.toNanos()), TimeUnit.NANOSECONDS);
            if (address.isUnresolved()) {
                throw new UnknownHostException(host);
            }
            return address;
        } catch (ExecutionException e) {
            throw new IllegalStateException("The address of " + host + " cannot be asked for: " + e.getCause(), e);
        }
    }
}
