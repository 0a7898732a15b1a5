package io.partita.testbed.agent;

import io.partita.testbed.messages.AgentInfo;
import io.partita.testbed.messages.TaskStatus;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * Writes down what a restarted agent must know, each thing before anybody else can see its effect: a task before it is
 * launched, an update before it is forwarded or acknowledged.
 *
 * <p>Files are replaced as a whole, logs are only appended to; a reader passes over a last line that is cut short. So the
 * agent may be killed at any instant. Nothing is forced to the disk: a process that dies loses nothing that it has
 * written, and a machine that loses power is none that the testbed speaks of.
 */
final class Checkpoints {

    /**
     * A line of {@code task.updates}.
     *
     * @param status null for an acknowledgement
     * @param acknowledged the uuid of the update that was acknowledged; null for an update
     */
    record Entry(TaskStatus status, String acknowledged) {}

    private final Layout layout;

    Checkpoints(Layout layout) {
        this.layout = layout;
    }

    void bootId(String bootId) {
        write(layout.bootId(), bootId);
    }

    /** Makes this the agent that is recovered. */
    void agent(AgentInfo info) {
        write(layout.agentInfo(info.id()), Mapper.JSON.writeValueAsString(info));
        link(layout.latest(), info.id());
    }

    /** The agent is not recovered: a new one registers. */
    void forgetAgent() {
        act(() -> Files.deleteIfExists(layout.latest()));
    }

    /** To be called before the executor is launched. */
    void launching(Container container) {
        Layout.Run run = container.run();
        write(run.frameworkInfo(), Mapper.JSON.writeValueAsString(container.framework()));
        write(
                run.executorInfo(),
                Mapper.JSON.writeValueAsString(container.task().command()));
        write(run.taskInfo(), Mapper.JSON.writeValueAsString(container.task()));
        link(run.latest(), container.id());
    }

    void forked(Container container) {
        if (container.isCheckpointed()) {
            write(container.run().forkedPid(), Long.toString(container.pid));
        }
    }

    void registered(Container container) {
        if (container.isCheckpointed()) {
            write(container.run().libprocessPid(), "executor(1)@127.0.0.1:" + container.pid);
        }
    }

    void update(Container container, TaskStatus status) {
        append(container, new Entry(status, null));
    }

    void acknowledged(Container container, String uuid) {
        append(container, new Entry(null, uuid));
    }

    /** Nothing of this run needs to be known any more. */
    void completed(Container container) {
        if (container.isCheckpointed()) {
            write(container.run().sentinel(), "");
        }
    }

    private void append(Container container, Entry entry) {
        if (container.isCheckpointed()) {
            act(() -> Files.writeString(
                    container.run().updates(),
                    Mapper.JSON.writeValueAsString(entry) + "\n",
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND));
        }
    }

    private static void write(Path file, String content) {
        act(() -> {
            Files.createDirectories(file.getParent());
            Path draft = file.resolveSibling(file.getFileName() + ".draft");
            Files.write(draft, content.getBytes(StandardCharsets.UTF_8));
            Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
        });
    }

    private static void link(Path link, String target) {
        act(() -> {
            Files.createDirectories(link.getParent());
            Path draft = link.resolveSibling(link.getFileName() + ".draft");
            Files.deleteIfExists(draft);
            Files.createSymbolicLink(draft, Path.of(target));
            Files.move(draft, link, StandardCopyOption.ATOMIC_MOVE);
        });
    }

    private interface Action {
        void run() throws IOException;
    }

    /** An agent that cannot write its checkpoints must not go on. */
    private static void act(Action action) {
        try {
            action.run();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot checkpoint", e);
        }
    }
}
