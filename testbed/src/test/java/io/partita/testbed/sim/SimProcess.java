package io.partita.testbed.sim;

import io.partita.testbed.messages.Address;
import io.partita.testbed.runtime.Component;
import io.partita.testbed.runtime.HttpCalls;
import io.partita.testbed.runtime.HttpService;
import io.partita.testbed.runtime.LinesLog;
import io.partita.testbed.runtime.Log;
import io.partita.testbed.runtime.Loop;
import io.partita.testbed.runtime.Messenger;
import io.partita.testbed.runtime.Platform;
import io.partita.testbed.runtime.ZooKeeper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/** A process in a {@link SimWorld}: lives, is paused, or is dead. */
final class SimProcess implements Platform, Loop {

    /** Thrown through a component that exits, so that nothing of it runs after that. */
    private static final class Exited extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    private final SimWorld world;
    private final String name;
    private final Address address;
    private final Path directory;
    private final SimMessenger messenger;
    private final SimHttpCalls http;
    private final List<Runnable> whilePaused = new ArrayList<>();
    private final List<Runnable> atDeath = new ArrayList<>();
    private final LinesLog log = new LinesLog();
    private Component component;
    private boolean paused;
    private Integer exitStatus;

    SimProcess(SimWorld world, String name, Address address, Path directory) {
        this.world = world;
        this.name = name;
        this.address = address;
        this.directory = directory;
        this.messenger = new SimMessenger(world, this);
        this.http = new SimHttpCalls(world, this);
        try {
            Files.createDirectories(directory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void component(Component started) {
        component = started;
    }

    Address address() {
        return address;
    }

    boolean isAlive() {
        return exitStatus == null;
    }

    int exitStatus() {
        if (exitStatus == null) {
            throw new IllegalStateException(name + " at " + address + " lives");
        }
        return exitStatus;
    }

    List<String> lines() {
        return List.copyOf(log.lines());
    }

    void onDeath(Runnable action) {
        atDeath.add(action);
    }

    void die(int status) {
        if (isAlive()) {
            exitStatus = status;
            whilePaused.clear();
            List.copyOf(atDeath).forEach(Runnable::run);
        }
    }

    void pause() {
        paused = true;
    }

    void resume() {
        paused = false;
        List<Runnable> missed = List.copyOf(whilePaused);
        whilePaused.clear();
        missed.forEach(this::execute);
    }

    void serve(HttpService.Request request, HttpService.Responder responder) {
        execute(() -> component.http().handle(request, responder));
    }

    private void act(Runnable action) {
        if (!isAlive()) {
            return;
        }
        if (paused) {
            whilePaused.add(action);
            return;
        }
        try {
            action.run();
        } catch (Exited e) {
            // it has ended itself; die() has run
        }
    }

    @Override
    public long nanos() {
        return world.nanos();
    }

    @Override
    public Instant wallClock() {
        return world.wallClock();
    }

    @Override
    public void execute(Runnable action) {
        world.at(Duration.ZERO, () -> act(action));
    }

    @Override
    public Timer after(Duration delay, Runnable action) {
        boolean[] cancelled = new boolean[1];
        world.at(
                delay,
                () -> act(() -> {
                    if (!cancelled[0]) {
                        action.run();
                    }
                }));
        return () -> cancelled[0] = true;
    }

    @Override
    public Timer every(Duration period, Runnable action) {
        Timer[] next = new Timer[1];
        boolean[] cancelled = new boolean[1];
        Runnable[] again = new Runnable[1];
        again[0] = () -> {
            next[0] = after(period, again[0]);
            action.run();
            if (cancelled[0]) {
                next[0].cancel();
            }
        };
        next[0] = after(period, again[0]);
        return () -> {
            cancelled[0] = true;
            next[0].cancel();
        };
    }

    @Override
    public RandomGenerator random() {
        return world.random();
    }

    @Override
    public Loop loop() {
        return this;
    }

    @Override
    public Log log() {
        return log;
    }

    @Override
    public Messenger messenger() {
        return messenger;
    }

    SimMessenger simMessenger() {
        return messenger;
    }

    @Override
    public HttpCalls http() {
        return http;
    }

    @Override
    public ZooKeeper zooKeeper(Duration sessionTimeout) {
        return world.zooKeeper().connect(this, sessionTimeout);
    }

    @Override
    public Path workDirectory() {
        return directory;
    }

    @Override
    public void exit(int status, String why) {
        log.error(why);
        die(status);
        throw new Exited();
    }
}
