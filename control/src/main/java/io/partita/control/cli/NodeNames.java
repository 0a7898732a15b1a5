package io.partita.control.cli;

import io.partita.control.plan.Problem;
import io.partita.control.store.FileTrouble;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The nodes that a user names on the command line or in a file. */
final class NodeNames {

    private NodeNames() {}

    /**
     * The names in {@code nodes} or in the file; none if neither was given.
     *
     * @param file a file with one name a line, or {@code null}
     * @param problems takes what is wrong: both, a file that cannot be read, or one without a name
     */
    static List<String> given(List<String> nodes, Path file, List<Problem> problems) {
        if (file == null) {
            return nodes;
        }
        if (!nodes.isEmpty()) {
            problems.add(new Problem("--nodes and --nodes-file both name the nodes", "Give one of them."));
        }
        String next = "Name a readable file with one node name a line.";
        try (Stream<String> lines = Files.lines(file)) {
            List<String> names =
                    lines.map(String::strip).filter(line -> !line.isEmpty()).toList();
            if (names.isEmpty()) {
                problems.add(new Problem("--nodes-file " + file + " names no node", next));
            }
            return names;
        } catch (IOException e) {
            problems.add(new Problem("--nodes-file " + FileTrouble.of(file, e), next));
        } catch (UncheckedIOException e) {
            problems.add(new Problem("--nodes-file " + FileTrouble.of(file, e.getCause()), next));
        }
        return List.of();
    }
}
