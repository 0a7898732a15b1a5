package io.partita.nemesis.ledger;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** Reads ledgers, also those of processes that died while writing. */
public final class Ledgers {

    /** The name of a ledger in its run's directory. */
    public static final String FILE_NAME = "faults.jsonl";

    private static final Logger LOG = LoggerFactory.getLogger(Ledgers.class);

    private Ledgers() {}

    /**
     * The ledgers somewhere under {@code resultsRoot} that have unhealed injections, in the order of their paths; none
     * if there is no such directory.
     */
    public static List<Path> unhealed(Path resultsRoot) {
        if (!Files.isDirectory(resultsRoot)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(resultsRoot)) {
            return files.filter(file -> file.endsWith(FILE_NAME) && Files.isRegularFile(file))
                    .filter(file -> !Files.isSymbolicLink(file))
                    .filter(file -> !open(file).isEmpty())
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot look for fault ledgers under " + resultsRoot, e);
        }
    }

    /**
     * The injections of the ledger {@code file} that are not proven healed, in the order of injection.
     *
     * <p>A line that cannot be read is passed over with a warning. That is safe for the last line of a process that died:
     * nothing is done to a node before the whole line of its intent is on disk.
     */
    public static List<Injection> open(Path file) {
        return read(file).open();
    }

    /** The numbers, from 1, of the lines of the ledger {@code file} that cannot be read. */
    public static List<Integer> torn(Path file) {
        return read(file).torn();
    }

    private record Content(List<Injection> open, List<Integer> torn) {}

    private static Content read(Path file) {
        var open = new LinkedHashMap<String, Injection>();
        var torn = new ArrayList<Integer>();
        int number = 0;
        for (String text : lines(file)) {
            number++;
            if (text.isBlank()) {
                continue;
            }
            try {
                JsonNode line = LedgerJson.read(text);
                String id = line.required("id").stringValue();
                switch (line.required("event").stringValue()) {
                    case "intent" -> open.put(id, LedgerJson.injection(line));
                    case "healed" -> open.remove(id);
                    default -> {}
                }
            } catch (JacksonException | IllegalArgumentException e) {
                torn.add(number);
                LOG.warn("{}:{} is torn and was passed over: {}", file, number, e.getMessage());
            }
        }
        return new Content(List.copyOf(open.values()), List.copyOf(torn));
    }

    /** A torn last line may end inside a character: such bytes are replaced, not refused. */
    private static List<String> lines(Path file) {
        try {
            return new String(Files.readAllBytes(file), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the fault ledger " + file, e);
        }
    }
}
