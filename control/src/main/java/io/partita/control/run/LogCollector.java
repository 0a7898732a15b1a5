package io.partita.control.run;

import io.partita.control.store.RunDirectory;
import io.partita.provisioning.remote.Nodes;
import io.partita.provisioning.remote.Remote;
import io.partita.provisioning.remote.RemoteException;
import io.partita.provisioning.system.HasLogs;
import io.partita.provisioning.system.SystemUnderTest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Copies a system's log files from the nodes into the run's directory. */
final class LogCollector {

    /** Of a longer file only the end is kept. */
    private static final long MOST_BYTES = 16L << 20;

    private LogCollector() {}

    /** Collects from all nodes at once; returns what could not be had, in words. */
    static List<String> collect(SystemUnderTest system, Nodes nodes, RunDirectory directory) {
        if (!(system instanceof HasLogs logs)) {
            return List.of();
        }
        List<String> failures = new ArrayList<>();
        nodes.parallel(node -> collect(logs, node, directory))
                .values()
                .forEach(failure -> failure.ifPresent(failures::add));
        return failures;
    }

    private static Optional<String> collect(HasLogs logs, Remote node, RunDirectory directory) {
        try {
            Path target = Files.createDirectories(directory.node(node.node()));
            for (Map.Entry<String, String> file : names(logs.logFiles(node)).entrySet()) {
                node.download(file.getKey(), target.resolve(file.getValue()), MOST_BYTES);
            }
            return Optional.empty();
        } catch (RemoteException e) {
            return Optional.of("logs not collected: " + e.getMessage());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What each file is called here: its own name, or that and its directory's if several have the same. */
    static Map<String, String> names(List<String> files) {
        Map<String, Long> count = files.stream()
                .map(Path::of)
                .collect(Collectors.groupingBy(path -> path.getFileName().toString(), Collectors.counting()));
        Map<String, String> names = new LinkedHashMap<>();
        for (String file : files) {
            Path path = Path.of(file);
            String name = path.getFileName().toString();
            names.put(file, count.get(name) == 1 ? name : path.getParent().getFileName() + "-" + name);
        }
        return names;
    }
}
