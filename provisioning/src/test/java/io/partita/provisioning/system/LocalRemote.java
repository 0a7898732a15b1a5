package io.partita.provisioning.system;

import io.partita.provisioning.remote.Command;
import io.partita.provisioning.remote.CommandResult;
import io.partita.provisioning.remote.Remote;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** This machine as a node without SSH: what a system does to a node can be tried in a temporary directory. */
public record LocalRemote(String node) implements Remote {

    @Override
    public CommandResult run(Command command) {
        try {
            Process process = new ProcessBuilder(command.argv()).start();
            var stdout = CompletableFuture.supplyAsync(() -> read(process.getInputStream()));
            var stderr = CompletableFuture.supplyAsync(() -> read(process.getErrorStream()));
            try (var stdin = process.getOutputStream()) {
                stdin.write(command.stdin());
            }
            if (!process.waitFor(command.deadline().toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly();
                throw new IllegalStateException("deadline exceeded: " + List.copyOf(command.argv()));
            }
            return new CommandResult(process.exitValue(), Optional.empty(), stdout.join(), stderr.join(), false);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public CommandResult runFast(Command command) {
        return run(command);
    }

    @Override
    public void upload(Path source, String target, int mode) {
        try {
            Files.copy(source, Path.of(target), StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void write(String target, byte[] content, int mode) {
        try {
            Files.write(Path.of(target), content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void download(String source, Path target, long maxBytes) {
        upload(Path.of(source), target.toString(), 0600);
    }

    @Override
    public void close() {}

    private static String read(InputStream in) {
        try {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
