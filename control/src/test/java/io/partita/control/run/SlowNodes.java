package io.partita.control.run;

import io.partita.nemesis.fault.RunClock;
import io.partita.provisioning.cluster.Inventory;
import io.partita.provisioning.remote.Command;
import io.partita.provisioning.remote.CommandResult;
import io.partita.provisioning.remote.Nodes;
import io.partita.provisioning.remote.Remote;
import io.partita.provisioning.remote.RemoteException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Nodes to which every command takes a millisecond of a clock, one node after another. */
record SlowNodes(Nodes nodes, RunClock clock) implements Nodes {

    private static final Duration WAY = Duration.ofMillis(1);

    @Override
    public Inventory inventory() {
        return nodes.inventory();
    }

    @Override
    public Remote on(String name) {
        return new SlowRemote(nodes.on(name), clock);
    }

    @Override
    public <T> Map<String, T> parallel(List<String> names, Function<Remote, T> action) {
        Map<String, T> results = new LinkedHashMap<>();
        RemoteException first = null;
        for (String name : names) {
            try {
                results.put(name, action.apply(on(name)));
            } catch (RemoteException e) {
                first = first == null ? e : first;
            }
        }
        if (first != null) {
            throw first;
        }
        return results;
    }

    @Override
    public void away(String name, String why) {
        nodes.away(name, why);
    }

    @Override
    public void back(String name) {
        nodes.back(name);
    }

    @Override
    public void close() {
        nodes.close();
    }

    private record SlowRemote(Remote remote, RunClock clock) implements Remote {

        @Override
        public String node() {
            return remote.node();
        }

        @Override
        public CommandResult run(Command command) {
            clock.sleep(WAY);
            return remote.run(command);
        }

        @Override
        public CommandResult runFast(Command command) {
            clock.sleep(WAY);
            return remote.runFast(command);
        }

        @Override
        public void upload(Path source, String target, int mode) {
            remote.upload(source, target, mode);
        }

        @Override
        public void write(String target, byte[] content, int mode) {
            remote.write(target, content, mode);
        }

        @Override
        public void download(String source, Path target, long maxBytes) {
            remote.download(source, target, maxBytes);
        }

        @Override
        public void close() {
            remote.close();
        }
    }
}
