package io.partita.testbed.agent;

import io.partita.testbed.messages.Address;
import io.partita.testbed.messages.PortRange;
import io.partita.testbed.messages.Resources;
import io.partita.testbed.runtime.Platform;
import io.partita.testbed.settings.Place;
import io.partita.testbed.settings.Settings;
import io.partita.testbed.sim.SimTasks;
import io.partita.testbed.sim.SimWorld;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.BooleanSupplier;

/** One agent, its tasks and a fake master or two. */
final class AgentWorld {

    static final Address AGENT = new Address("10.0.0.21", 5051);
    static final Address MASTER = new Address("10.0.0.11", 5050);
    static final Address OTHER_MASTER = new Address("10.0.0.12", 5050);
    static final Resources RESOURCES = new Resources(2, 1024, 4096, List.of(new PortRange(31000, 31999)));

    final SimWorld sim;
    final SimTasks tasks;
    final Path directory;
    final Map<String, String> options;
    Resources resources = RESOURCES;
    /** Puts something between the agent and what it launches with. */
    BiFunction<Platform, ExecutorLauncher, ExecutorLauncher> between = (platform, launcher) -> launcher;

    FakeMaster master;
    Agent agent;

    AgentWorld(Path directory, String... namesAndValues) {
        this(1, directory, namesAndValues);
    }

    AgentWorld(long seed, Path directory, String... namesAndValues) {
        this.directory = directory;
        this.sim = new SimWorld(seed, directory);
        this.tasks = new SimTasks(sim);
        this.options = new HashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            options.put(namesAndValues[i], namesAndValues[i + 1]);
        }
    }

    /** With a master that leads and an agent that is registered with it. */
    static AgentWorld running(Path directory, String... namesAndValues) {
        AgentWorld world = new AgentWorld(directory, namesAndValues);
        world.startMaster();
        world.startAgent();
        world.until("the agent is registered", world::isRegistered);
        return world;
    }

    FakeMaster startMaster() {
        master = startMaster(MASTER);
        return master;
    }

    FakeMaster startMaster(Address address) {
        return sim.start("master", address, platform -> new FakeMaster(platform, true));
    }

    /** One that says it were a master, though it does not lead. */
    FakeMaster startImpostor() {
        FakeMaster impostor = sim.start("master", OTHER_MASTER, platform -> new FakeMaster(platform, false));
        impostor.meet(AGENT, master.agentId());
        return impostor;
    }

    Agent startAgent() {
        agent = sim.start(
                "agent",
                AGENT,
                platform -> new Agent(
                        platform,
                        Settings.parse(options),
                        new Place("n1", "10.0.0.1:2181", 1),
                        resources,
                        Map.of("rack", "a"),
                        between.apply(platform, tasks.launcher(AGENT.host()))));
        return agent;
    }

    void restartAgent() {
        if (sim.isAlive(AGENT)) {
            sim.kill(AGENT);
        }
        startAgent();
    }

    boolean isRegistered() {
        return text("/metrics/snapshot").contains("\"slave\\/registered\":1.0");
    }

    String text(String path) {
        return sim.get(AGENT, path).text();
    }

    Path meta() {
        return directory.resolve(AGENT.host() + "-agent").resolve("meta");
    }

    void launch(String taskId) {
        master.launch(taskId);
        until(
                taskId + " runs",
                () -> master.states(taskId).contains(io.partita.testbed.messages.TaskState.TASK_RUNNING));
    }

    void until(String what, BooleanSupplier condition) {
        Duration step = Duration.ofMillis(10);
        for (long left = 200_000; !condition.getAsBoolean(); left -= step.toMillis()) {
            if (left <= 0) {
                throw new AssertionError("not within 200 s: " + what + "\n" + String.join("\n", log()));
            }
            sim.run(step);
        }
    }

    void run(int seconds) {
        sim.run(Duration.ofSeconds(seconds));
    }

    List<String> log() {
        return sim.log(AGENT);
    }
}
