package io.partita.testbed.marathon.store;

import io.partita.testbed.runtime.Answers;
import io.partita.testbed.runtime.Loop;
import io.partita.testbed.runtime.ZooKeeper;
import io.partita.testbed.runtime.ZooKeeper.Change;
import io.partita.testbed.runtime.ZooKeeper.Code;
import io.partita.testbed.runtime.ZooKeeper.Content;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * Nodes in ZooKeeper that one leader at a time can write.
 *
 * <p>ZooKeeper orders what one session sends, not what two sessions send: what a deposed leader sent may arrive after its
 * successor has read everything, and would be lost or, worse, undo something. So every change is one transaction with a
 * check that the fence node is as this leader left it. Taking over changes the fence before anything is read: what arrives
 * earlier is read, what arrives later is refused. Sessions and clocks play no part in that.
 *
 * <p>Changes of one node are made one after another; each is planned from what the node holds then. If the connection is
 * lost, it is unknown whether a change took effect: it is planned again until it is confirmed or the limit is over.
 */
final class FencedStore {

    /** Decides what to do with a node: the changes, none if all is well. May throw, which fails the update. */
    @FunctionalInterface
    interface Plan {

        List<Change> changes(Optional<Content> content, List<String> children);
    }

    private record Node(Optional<Content> content, List<String> children) {}

    private final Loop loop;
    private final ZooKeeper zooKeeper;
    private final String fence;
    private final Duration limit;
    private final Duration retry;
    private final boolean fenced;
    private final Runnable deposed;
    private final Map<String, CompletableFuture<Void>> last = new HashMap<>();
    private final Set<String> parents = new HashSet<>();
    private Integer fenceVersion;
    private boolean closed;

    /**
     * @param limit for every single update
     * @param fenced false makes changes without the check, which is wrong
     * @param deposed called once it is found out that another took over
     */
    FencedStore(Loop loop, ZooKeeper zooKeeper, String fence, Duration limit, boolean fenced, Runnable deposed) {
        this.loop = loop;
        this.zooKeeper = zooKeeper;
        this.fence = fence;
        this.limit = limit;
        this.retry = limit.dividedBy(40);
        this.fenced = fenced;
        this.deposed = deposed;
    }

    /** Takes over: from here on nobody else can change anything. */
    CompletableFuture<Void> takeOver(String self) {
        return zooKeeper
                .ensurePath(fence)
                .thenCompose(made -> zooKeeper.set(fence, self, -1))
                .thenAccept(version -> fenceVersion = version);
    }

    /** Nothing is changed any more. */
    void close() {
        closed = true;
    }

    CompletableFuture<Void> update(String path, Plan plan) {
        CompletableFuture<Void> result = new CompletableFuture<>();
        Loop.Timer timer = loop.after(
                limit,
                () -> result.completeExceptionally(
                        new StoreFailure(StoreFailure.Reason.TIMEOUT, "ZooKeeper did not confirm in time: " + path)));
        CompletableFuture<Void> before = last.getOrDefault(path, CompletableFuture.completedFuture(null));
        CompletableFuture<Void> settled = result.handle((done, failure) -> null);
        last.put(path, settled);
        result.whenComplete((done, failure) -> {
            timer.cancel();
            last.remove(path, settled);
        });
        before.thenRun(() -> attempt(path, plan, result));
        return result;
    }

    private void attempt(String path, Plan plan, CompletableFuture<Void> result) {
        if (result.isDone()) {
            return;
        }
        if (closed) {
            result.completeExceptionally(deposed(path));
            return;
        }
        CompletableFuture<Void> change = parent(path)
                .thenCompose(made -> read(path))
                .thenCompose(node -> commit(plan.changes(node.content(), node.children())));
        Answers.on(loop, change, result::complete, failure -> failed(path, plan, result, failure));
    }

    private void failed(String path, Plan plan, CompletableFuture<Void> result, Throwable failure) {
        if (!(failure instanceof ZooKeeper.Failure zooKeeperFailure)) {
            result.completeExceptionally(failure);
            return;
        }
        switch (zooKeeperFailure.code()) {
            case CONNECTION_LOSS, SESSION_EXPIRED, OTHER -> loop.after(retry, () -> attempt(path, plan, result));
            default -> suspect(path, plan, result);
        }
    }

    /** Something was not as expected: either another took over, or it is planned again from what is there now. */
    private void suspect(String path, Plan plan, CompletableFuture<Void> result) {
        Answers.on(
                loop,
                zooKeeper.get(fence),
                content -> {
                    if (fenced && !Objects.equals(fenceVersion, content.version())) {
                        boolean news = !closed;
                        closed = true;
                        result.completeExceptionally(deposed(path));
                        if (news) {
                            deposed.run();
                        }
                    } else {
                        loop.after(retry, () -> attempt(path, plan, result));
                    }
                },
                failure -> loop.after(retry, () -> attempt(path, plan, result)));
    }

    private static StoreFailure deposed(String path) {
        return new StoreFailure(StoreFailure.Reason.DEPOSED, "not the leader any more: " + path);
    }

    private CompletableFuture<Void> parent(String path) {
        String parent = path.substring(0, path.lastIndexOf('/'));
        if (parents.contains(parent)) {
            return CompletableFuture.completedFuture(null);
        }
        return zooKeeper.ensurePath(parent).thenRun(() -> parents.add(parent));
    }

    private CompletableFuture<Node> read(String path) {
        CompletableFuture<Node> node = zooKeeper
                .get(path)
                .thenCombine(zooKeeper.children(path), (content, names) -> new Node(Optional.of(content), names));
        return orIfAbsent(node, new Node(Optional.empty(), List.of()));
    }

    private CompletableFuture<Void> commit(List<Change> changes) {
        if (changes.isEmpty()) {
            return CompletableFuture.completedFuture(null);
        }
        List<Change> all = new ArrayList<>();
        if (fenced) {
            all.add(new Change.Check(fence, fenceVersion));
        }
        all.addAll(changes);
        return zooKeeper.transact(all);
    }

    /** The contents of all nodes two levels below {@code category}: that of its buckets' children. */
    CompletableFuture<List<String>> readAll(String category) {
        return children(category)
                .thenCompose(buckets -> gather(buckets.stream()
                        .map(bucket -> children(category + "/" + bucket)
                                .thenCompose(ids -> contents(category + "/" + bucket, ids)))
                        .toList()));
    }

    /** The contents of those of the nodes {@code names} below {@code path} that exist. */
    CompletableFuture<List<String>> contents(String path, List<String> names) {
        return gather(names.stream()
                .map(name -> orIfAbsent(
                        zooKeeper.get(path + "/" + name).thenApply(content -> List.of(content.data())),
                        List.<String>of()))
                .toList());
    }

    CompletableFuture<List<String>> children(String path) {
        return orIfAbsent(
                zooKeeper
                        .children(path)
                        .thenApply(names -> names.stream().sorted().toList()),
                List.of());
    }

    private static CompletableFuture<List<String>> gather(List<CompletableFuture<List<String>>> parts) {
        return CompletableFuture.allOf(parts.toArray(CompletableFuture[]::new))
                .thenApply(done ->
                        parts.stream().flatMap(part -> part.join().stream()).toList());
    }

    private static <T> CompletableFuture<T> orIfAbsent(CompletableFuture<T> answer, T absent) {
        return answer.exceptionally(failure -> {
            Throwable cause = failure instanceof CompletionException wrapped ? wrapped.getCause() : failure;
            if (cause instanceof ZooKeeper.Failure known && known.code() == Code.NO_NODE) {
                return absent;
            }
            throw new CompletionException(cause);
        });
    }
}
