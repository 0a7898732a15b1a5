package io.partita.testbed.sim;

import io.partita.testbed.runtime.ZooKeeper;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * A client of {@link SimZooKeeper}: pings every third of the session timeout, takes the connection for lost after two
 * thirds without an answer, and the session for expired one timeout after that.
 */
final class SimZooKeeperClient implements ZooKeeper {

    private static final Duration LATENCY = Duration.ofMillis(1);

    private final SimWorld world;
    private final SimZooKeeper server;
    private final SimProcess process;
    private final Duration timeout;
    private final List<Consumer<Session>> listeners = new ArrayList<>();
    private final List<CompletableFuture<?>> unanswered = new ArrayList<>();
    private final List<Runnable> watches = new ArrayList<>();
    private long session;
    private boolean connected;
    private boolean closed;
    private long lastAnswer;
    private long lostAt;

    SimZooKeeperClient(SimWorld world, SimZooKeeper server, SimProcess process, Duration timeout) {
        this.world = world;
        this.server = server;
        this.process = process;
        this.timeout = timeout;
    }

    void begin() {
        process.after(LATENCY, this::beat);
        // A dead client says nothing more; the server waits for the session's time to end.
        Runnable[] watch = new Runnable[1];
        watch[0] = () -> {
            server.expireOld();
            if (!process.isAlive()) {
                world.at(timeout.dividedBy(20), watch[0]);
            }
        };
        process.onDeath(watch[0]);
    }

    private void beat() {
        if (closed) {
            return;
        }
        process.after(timeout.dividedBy(10), this::beat);
        server.expireOld();
        long now = world.nanos();
        if (!server.reaches(process.address().host())) {
            if (connected && now - lastAnswer > timeout.toNanos() * 2 / 3) {
                connected = false;
                lostAt = now;
                failAll();
                tell(Session.DISCONNECTED);
            } else if (!connected && session != 0 && now - lostAt > timeout.toNanos()) {
                expire();
            }
            return;
        }
        lastAnswer = now;
        if (session != 0 && !server.touch(session)) {
            expire();
        }
        if (!connected) {
            connected = true;
            if (session == 0) {
                session = server.openSession(timeout);
            }
            tell(Session.CONNECTED);
        }
    }

    private void expire() {
        session = 0;
        connected = false;
        failAll();
        List<Runnable> ended = List.copyOf(watches);
        watches.clear();
        tell(Session.EXPIRED);
        ended.forEach(watch -> {
            if (!closed) {
                watch.run();
            }
        });
    }

    private void failAll() {
        List<CompletableFuture<?>> failed = List.copyOf(unanswered);
        unanswered.clear();
        failed.forEach(
                future -> future.completeExceptionally(new Failure(Code.CONNECTION_LOSS, "the connection was lost")));
    }

    private void tell(Session state) {
        List.copyOf(listeners).forEach(listener -> {
            if (!closed) {
                listener.accept(state);
            }
        });
    }

    private <T> CompletableFuture<T> ask(Supplier<T> request) {
        CompletableFuture<T> answer = new CompletableFuture<>();
        if (closed || !connected) {
            process.execute(() -> {
                if (!closed) {
                    answer.completeExceptionally(new Failure(Code.CONNECTION_LOSS, "not connected"));
                }
            });
            return answer;
        }
        unanswered.add(answer);
        long asking = session;
        world.at(LATENCY, () -> arrive(asking, request, answer));
        return answer;
    }

    /**
     * What is on its way arrives even if the process dies; its answer may get lost where the request did not. Across a cut
     * both are sent again until it heals or the connection is given up, as TCP does.
     */
    private <T> void arrive(long asking, Supplier<T> request, CompletableFuture<T> answer) {
        if (!unanswered.contains(answer)) {
            return;
        }
        if (!server.reaches(process.address().host())) {
            if (process.isAlive()) {
                world.at(timeout.dividedBy(10), () -> arrive(asking, request, answer));
            }
        } else if (server.touch(asking)) {
            CompletableFuture<T> outcome = new CompletableFuture<>();
            try {
                outcome.complete(request.get());
            } catch (Failure e) {
                outcome.completeExceptionally(e);
            }
            process.after(LATENCY, () -> answered(answer, outcome));
        }
    }

    private <T> void answered(CompletableFuture<T> answer, CompletableFuture<T> outcome) {
        if (!unanswered.contains(answer)) {
            return;
        }
        if (!server.reaches(process.address().host())) {
            process.after(timeout.dividedBy(10), () -> answered(answer, outcome));
            return;
        }
        unanswered.remove(answer);
        outcome.whenComplete((value, failure) -> {
            if (failure == null) {
                answer.complete(value);
            } else {
                answer.completeExceptionally(failure);
            }
        });
    }

    /**
     * A read that leaves a watch, which fires on the loop, once: when the server says so and is reached, or when the session
     * ends. A read that fails leaves none.
     */
    private <T> CompletableFuture<T> watching(Runnable changed, Function<Runnable, T> read) {
        if (changed == null) {
            return ask(() -> read.apply(null));
        }
        Runnable watch = changed::run;
        Runnable fire = () -> {
            if (watches.remove(watch)) {
                watch.run();
            }
        };
        watches.add(watch);
        CompletableFuture<T> answer = ask(() -> read.apply(() -> deliver(fire)));
        return answer.whenComplete((value, failure) -> {
            if (failure != null) {
                watches.remove(watch);
            }
        });
    }

    private void deliver(Runnable event) {
        if (closed) {
            return;
        }
        if (server.reaches(process.address().host())) {
            process.after(LATENCY, event);
        } else {
            process.after(timeout.dividedBy(10), () -> deliver(event));
        }
    }

    @Override
    public Duration sessionTimeout() {
        return timeout;
    }

    @Override
    public void onSession(Consumer<Session> listener) {
        listeners.add(listener);
        if (connected) {
            long current = session;
            process.execute(() -> {
                if (connected && session == current && !closed) {
                    listener.accept(Session.CONNECTED);
                }
            });
        }
    }

    @Override
    public CompletableFuture<String> create(String path, String data, Mode mode) {
        long creating = session;
        return ask(() -> server.create(creating, path, data, mode));
    }

    @Override
    public CompletableFuture<Void> ensurePath(String path) {
        return ask(() -> {
            for (int slash = path.indexOf('/', 1); ; slash = path.indexOf('/', slash + 1)) {
                String part = slash < 0 ? path : path.substring(0, slash);
                try {
                    server.create(0, part, "", Mode.PERSISTENT);
                } catch (Failure e) {
                    if (e.code() != Code.NODE_EXISTS) {
                        throw e;
                    }
                }
                if (slash < 0) {
                    return null;
                }
            }
        });
    }

    @Override
    public CompletableFuture<Content> get(String path) {
        return get(path, null);
    }

    @Override
    public CompletableFuture<Content> get(String path, Runnable changed) {
        return watching(changed, watch -> server.get(path, watch));
    }

    @Override
    public CompletableFuture<Integer> set(String path, String data, int version) {
        return ask(() -> server.set(path, data, version));
    }

    @Override
    public CompletableFuture<Void> delete(String path, int version) {
        return ask(() -> {
            server.delete(path, version);
            return null;
        });
    }

    @Override
    public CompletableFuture<Void> transact(List<Change> changes) {
        return ask(() -> {
            server.transact(changes);
            return null;
        });
    }

    @Override
    public CompletableFuture<List<String>> children(String path) {
        return children(path, null);
    }

    @Override
    public CompletableFuture<List<String>> children(String path, Runnable changed) {
        return watching(changed, watch -> server.children(path, watch));
    }

    @Override
    public void close() {
        closed = true;
        unanswered.clear();
        watches.clear();
        long ending = session;
        world.at(LATENCY, () -> {
            if (server.reaches(process.address().host())) {
                server.endSession(ending);
            }
        });
    }
}
