package io.partita.testbed.contract;

import io.partita.testbed.master.FakeFramework;
import io.partita.testbed.messages.CommandInfo;
import io.partita.testbed.messages.FrameworkInfo;
import io.partita.testbed.messages.FrameworkMessage.AcceptOffers;
import io.partita.testbed.messages.FrameworkMessage.UnregisterFramework;
import io.partita.testbed.messages.Offer;
import io.partita.testbed.messages.Resources;
import io.partita.testbed.messages.TaskInfo;
import io.partita.testbed.messages.TaskState;
import io.partita.testbed.runtime.LinesLog;
import io.partita.testbed.server.Ports;
import io.partita.testbed.server.RealPlatform;
import io.partita.testbed.server.Waiting;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** The small framework that ran while Mesos' answers were recorded: it launches some tasks and wants nothing more. */
final class MiniFramework implements AutoCloseable {

    private static final double FOR_EVER = 3600;

    private final RealPlatform platform;
    private final FakeFramework framework;

    /** Joins the cluster and waits until it is registered. */
    MiniFramework(String ensemble, Path directory, FrameworkInfo info) {
        platform = new RealPlatform("framework", Ports.vacant(), new LinesLog(), ensemble, directory, status -> {});
        CompletableFuture<FakeFramework> made = new CompletableFuture<>();
        platform.run(
                its -> {
                    FakeFramework one = new FakeFramework(its, info);
                    made.complete(one);
                    return one;
                },
                Optional.empty());
        framework = made.join();
        awaitRegistration();
    }

    static FrameworkInfo info(String name, String hostname, double failoverTimeout, boolean checkpoint, String... can) {
        return new FrameworkInfo(null, name, "root", failoverTimeout, checkpoint, "*", hostname, "", List.of(can));
    }

    void awaitRegistration() {
        Waiting.until(platform.loop(), "registration", framework::isRegistered);
    }

    /** Launches tasks on the next offer, and waits until each has been in {@code state}. */
    void run(String command, TaskState state, String... names) {
        Waiting.until(platform.loop(), "an offer", () -> !framework.offers().isEmpty());
        platform.loop().execute(() -> {
            Offer offer = framework.offers().values().iterator().next();
            List<TaskInfo> tasks = List.of(names).stream()
                    .map(name -> task(name, offer.agentId(), command))
                    .toList();
            framework.send(new AcceptOffers(framework.id(), List.of(offer.id()), tasks, FOR_EVER));
            framework.offers().clear();
        });
        await(state, names);
    }

    private static TaskInfo task(String name, String agentId, String command) {
        return new TaskInfo(
                name,
                name,
                agentId,
                new Resources(0.1, 32, 0, List.of()),
                new CommandInfo(command, List.of(), Map.of(), null),
                Map.of(),
                null,
                List.of());
    }

    void await(TaskState state, String... names) {
        for (String name : names) {
            Waiting.until(
                    platform.loop(),
                    name + " " + state,
                    () -> framework.states(name).contains(state));
        }
    }

    /** Says goodbye, and dies. */
    void leave() {
        platform.loop().execute(() -> framework.send(new UnregisterFramework(framework.id())));
    }

    /** Dies. */
    @Override
    public void close() {
        platform.close();
    }
}
