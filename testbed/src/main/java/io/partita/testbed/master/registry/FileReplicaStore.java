package io.partita.testbed.master.registry;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import tools.jackson.databind.json.JsonMapper;

/**
 * A replica's state in one small file that is replaced as a whole. Saving blocks until the disk has it: an answer that
 * leaves before would be a lie after a crash, and a few kilobytes take milliseconds.
 */
public final class FileReplicaStore implements ReplicaStore {

    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private final Path directory;

    /** @param workDirectory the master's; the file is in {@code replicated_log} below it */
    public FileReplicaStore(Path workDirectory) {
        this.directory = workDirectory.resolve("replicated_log");
    }

    @Override
    public Optional<State> load() {
        Path file = directory.resolve("replica.json");
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        return Optional.of(MAPPER.readValue(file.toFile(), State.class));
    }

    @Override
    public void save(State state) {
        try {
            Files.createDirectories(directory);
            Path next = directory.resolve("replica.json.next");
            try (FileChannel channel = FileChannel.open(
                    next, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
                ByteBuffer bytes = ByteBuffer.wrap(MAPPER.writeValueAsBytes(state));
                while (bytes.hasRemaining()) {
                    channel.write(bytes);
                }
                channel.force(true);
            }
            Files.move(next, directory.resolve("replica.json"), StandardCopyOption.ATOMIC_MOVE);
            try (FileChannel entry = FileChannel.open(directory, StandardOpenOption.READ)) {
                entry.force(true);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("a replica that cannot write must not answer: " + directory, e);
        }
    }
}
