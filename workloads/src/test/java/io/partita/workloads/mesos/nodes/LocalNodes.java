package io.partita.workloads.mesos.nodes;

import io.partita.provisioning.cluster.Inventory;
import io.partita.provisioning.remote.Command;
import io.partita.provisioning.remote.CommandResult;
import io.partita.provisioning.remote.Nodes;
import io.partita.provisioning.remote.Remote;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/** Nodes without SSH. What commands do is given: by default, they run on this machine. */
record LocalNodes(List<String> names, Function<Command, CommandResult> answers) implements Nodes {

    /** This machine, as the only node. */
    static LocalNodes machine() {
        return new LocalNodes(List.of("n1"), LocalNodes::execute);
    }

    /** What a command that succeeds printed. */
    static CommandResult printed(String stdout) {
        return new CommandResult(0, Optional.empty(), stdout, "", false);
    }

    static CommandResult execute(Command command) {
        try {
            Process process = new ProcessBuilder(command.argv()).start();
            var stderr = CompletableFuture.supplyAsync(() -> read(process.getErrorStream()));
            try (var stdin = process.getOutputStream()) {
                stdin.write(command.stdin());
            }
            String stdout = read(process.getInputStream());
            return new CommandResult(process.waitFor(), Optional.empty(), stdout, stderr.join(), false);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String read(InputStream in) {
        try {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public Inventory inventory() {
        throw new UnsupportedOperationException("these nodes have names only");
    }

    @Override
    public Remote on(String name) {
        return new Local(name, answers);
    }

    @Override
    public <T> Map<String, T> parallel(List<String> all, Function<Remote, T> action) {
        var results = new LinkedHashMap<String, T>();
        all.forEach(name -> results.put(name, action.apply(on(name))));
        return results;
    }

    @Override
    public void away(String name, String why) {
        throw new UnsupportedOperationException("this machine does not go away");
    }

    @Override
    public void back(String name) {
        throw new UnsupportedOperationException("this machine does not go away");
    }

    @Override
    public void close() {}

    private record Local(String node, Function<Command, CommandResult> answers) implements Remote {

        @Override
        public CommandResult run(Command command) {
            return answers.apply(command);
        }

        @Override
        public CommandResult runFast(Command command) {
            throw new UnsupportedOperationException("the fast shell belongs to faults");
        }

        @Override
        public void upload(Path source, String target, int mode) {
            throw new UnsupportedOperationException("nothing is uploaded");
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
            throw new UnsupportedOperationException("nothing is downloaded");
        }

        @Override
        public void close() {}
    }
}
