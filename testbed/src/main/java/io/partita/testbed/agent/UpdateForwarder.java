package io.partita.testbed.agent;

import io.partita.testbed.messages.AgentMessage.AgentStatusUpdate;
import io.partita.testbed.messages.TaskStatus;
import io.partita.testbed.runtime.Loop;
import io.partita.testbed.runtime.Platform;
import io.partita.testbed.settings.Bug;
import io.partita.testbed.settings.Knob;
import io.partita.testbed.settings.Settings;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/**
 * Brings the head of every stream of updates to the master, again and again until it is acknowledged: after the shortest
 * pause, then after twice that, and so on. While the agent is not registered it waits; then it begins anew with all.
 */
final class UpdateForwarder {

    /** What takes an update for delivered without an acknowledgement. */
    interface Owner {
        void acknowledged(Container container, String uuid);
    }

    private final Platform platform;
    private final Settings settings;
    private final Registration registration;
    private final Owner owner;
    private final Map<Container, Loop.Timer> timers = new HashMap<>();

    UpdateForwarder(Platform platform, Settings settings, Registration registration, Owner owner) {
        this.platform = platform;
        this.settings = settings;
        this.registration = registration;
        this.owner = owner;
    }

    /** The stream has a new head, or may have: sends it unless one is on its way. */
    void updated(Container container) {
        if (timers.containsKey(container) || container.silent) {
            return;
        }
        container.updates().head().ifPresent(head -> {
            if (settings.has(Bug.B15) && head.state().isTerminal()) {
                // B15: said once, to whoever is there to hear it.
                send(container, head);
                platform.loop().execute(() -> owner.acknowledged(container, head.uuid()));
            } else if (registration.registeredWith().isPresent()) {
                forward(container, head, settings.duration(Knob.UPDATE_RETRY_MIN));
            }
        });
    }

    /** The head is delivered: the next one is due. */
    void acknowledged(Container container) {
        forget(container);
        updated(container);
    }

    /** No master is there to hear anything. */
    void pause() {
        timers.values().forEach(Loop.Timer::cancel);
        timers.clear();
    }

    /** A master is there again. */
    void resume(Collection<Container> containers) {
        pause();
        containers.forEach(this::updated);
    }

    void forget(Container container) {
        Loop.Timer timer = timers.remove(container);
        if (timer != null) {
            timer.cancel();
        }
    }

    private void forward(Container container, TaskStatus head, Duration pause) {
        send(container, head);
        Duration longest = settings.duration(Knob.UPDATE_RETRY_MAX);
        Duration next = pause.multipliedBy(2).compareTo(longest) > 0 ? longest : pause.multipliedBy(2);
        timers.put(container, platform.loop().after(pause, () -> {
            platform.log()
                    .warn("Resending status update " + head.state() + " (Status UUID: " + head.uuid() + ") for task "
                            + head.taskId() + " of framework "
                            + container.framework().id());
            forward(container, head, next);
        }));
    }

    private void send(Container container, TaskStatus head) {
        registration.registeredWith().ifPresent(master -> {
            platform.log()
                    .info("Forwarding the update " + head.state() + " (Status UUID: " + head.uuid() + ") for task "
                            + head.taskId() + " of framework "
                            + container.framework().id() + " to master@" + master);
            platform.messenger()
                    .send(master, new AgentStatusUpdate(container.framework().id(), head, container.taskState));
        });
    }
}
