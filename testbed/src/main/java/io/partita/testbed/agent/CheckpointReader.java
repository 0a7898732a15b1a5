package io.partita.testbed.agent;

import io.partita.testbed.messages.AgentInfo;
import io.partita.testbed.messages.FrameworkInfo;
import io.partita.testbed.messages.TaskInfo;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;

/** Reads what {@link Checkpoints} wrote. */
final class CheckpointReader {

    /** An agent of before, and its runs that are not completed. */
    record Found(AgentInfo info, List<Container> containers) {}

    private final Layout layout;

    CheckpointReader(Layout layout) {
        this.layout = layout;
    }

    Optional<String> bootId() throws IOException {
        try {
            return Optional.of(Files.readString(layout.bootId()).strip());
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    /** The agent that {@code slaves/latest} names; empty if there is none, or it never finished its registration. */
    Optional<Found> agent() throws IOException {
        if (!Files.exists(layout.latest(), LinkOption.NOFOLLOW_LINKS)) {
            return Optional.empty();
        }
        String id = Files.readSymbolicLink(layout.latest()).toString();
        Optional<AgentInfo> info = read(layout.agentInfo(id), AgentInfo.class);
        if (info.isEmpty()) {
            return Optional.empty();
        }
        List<Container> containers = new ArrayList<>();
        for (Path framework : directories(layout.frameworks(id))) {
            for (Path executor : directories(framework.resolve("executors"))) {
                for (Path run : directories(executor.resolve("runs"))) {
                    container(id, name(framework), name(executor), name(run)).ifPresent(containers::add);
                }
            }
        }
        return Optional.of(new Found(info.get(), containers));
    }

    /** The frameworks that ever had tasks on this agent. */
    List<FrameworkInfo> frameworks(String agentId) throws IOException {
        List<FrameworkInfo> found = new ArrayList<>();
        for (Path framework : directories(layout.frameworks(agentId))) {
            read(framework.resolve("framework.info"), FrameworkInfo.class).ifPresent(found::add);
        }
        return found;
    }

    private Optional<Container> container(String agentId, String frameworkId, String taskId, String id)
            throws IOException {
        Layout.Run run = layout.run(agentId, frameworkId, taskId, id);
        Optional<TaskInfo> task = read(run.taskInfo(), TaskInfo.class);
        // Without its task it was never launched, or is not to be recovered.
        if (task.isEmpty() || Files.exists(run.sentinel())) {
            return Optional.empty();
        }
        FrameworkInfo framework = read(run.frameworkInfo(), FrameworkInfo.class)
                .orElseThrow(() -> new IOException("no " + run.frameworkInfo()));
        Container container =
                new Container(id, framework, task.get(), run, layout.sandbox(agentId, frameworkId, taskId, id));
        if (Files.exists(run.forkedPid())) {
            container.pid = number(run.forkedPid());
        }
        replay(container);
        return Optional.of(container);
    }

    private static void replay(Container container) throws IOException {
        Path log = container.run().updates();
        if (!Files.exists(log)) {
            return;
        }
        String text = Files.readString(log, StandardCharsets.UTF_8);
        int whole = text.lastIndexOf('\n') + 1;
        if (whole < text.length()) {
            // The agent died while it wrote the last line: that update was not seen by anybody.
            try (FileChannel file = FileChannel.open(log, StandardOpenOption.WRITE)) {
                file.truncate(text.substring(0, whole).getBytes(StandardCharsets.UTF_8).length);
            }
        }
        for (String line : text.substring(0, whole).lines().toList()) {
            Checkpoints.Entry entry = parse(log, line, Checkpoints.Entry.class);
            if (entry.status() != null) {
                container.take(entry.status());
            } else {
                container.updates().acknowledge(entry.acknowledged());
            }
        }
    }

    private static long number(Path file) throws IOException {
        String text = Files.readString(file).strip();
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw new IOException("cannot read " + file + ": not a number: " + text, e);
        }
    }

    private static <T> Optional<T> read(Path file, Class<T> type) throws IOException {
        try {
            return Optional.of(parse(file, Files.readString(file), type));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    private static <T> T parse(Path file, String text, Class<T> type) throws IOException {
        try {
            return Mapper.JSON.readValue(text, type);
        } catch (JacksonException e) {
            throw new IOException("cannot read " + file + ": " + e.getOriginalMessage(), e);
        }
    }

    private static List<Path> directories(Path parent) throws IOException {
        if (!Files.isDirectory(parent)) {
            return List.of();
        }
        try (Stream<Path> children = Files.list(parent)) {
            return children.filter(child -> Files.isDirectory(child, LinkOption.NOFOLLOW_LINKS))
                    .sorted()
                    .toList();
        }
    }

    private static String name(Path path) {
        return path.getFileName().toString();
    }
}
