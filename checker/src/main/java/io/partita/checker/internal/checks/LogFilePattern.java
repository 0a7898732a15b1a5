package io.partita.checker.internal.checks;

import io.partita.checker.Budget;
import io.partita.checker.CheckResult;
import io.partita.checker.CheckResult.Anomaly;
import io.partita.checker.Checker;
import io.partita.checker.history.History;
import io.partita.checker.internal.parts.Resources;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * No line of the nodes' logs matches a pattern, such as {@code panic|assertion failed}. Every regular file below
 * {@code nodes} of the run's directory is searched, or below the directory itself when it holds no {@code nodes};
 * files that end in {@code .gz} are unpacked meanwhile. Of a line longer than {@link LogLines#LONGEST} characters only
 * so much is searched, so memory stays small whatever the files are like.
 */
final class LogFilePattern implements Checker {

    private static final int EXCERPT = 300;
    private static final int LINES_BETWEEN_LOOKS_AT_THE_CLOCK = 1_000;

    private final Pattern pattern;
    private final Path directory;

    LogFilePattern(Pattern pattern, Path directory) {
        this.pattern = Objects.requireNonNull(pattern, "pattern is null");
        this.directory = Objects.requireNonNull(directory, "directory is null");
    }

    @Override
    public String name() {
        return "log-file-pattern";
    }

    @Override
    public CheckResult check(History history, Budget budget) throws InterruptedException {
        Findings findings = new Findings(name()).detail("pattern", pattern.pattern());
        if (!Files.isDirectory(directory)) {
            return findings.unknown("there is no directory " + directory + " with logs to search");
        }
        Path nodes = directory.resolve("nodes");
        Path root = Files.isDirectory(nodes) ? nodes : directory;
        try {
            return new Search(root, findings, new Resources(budget)).run();
        } catch (IOException e) {
            throw new UncheckedIOException("can't read the logs below " + root + ": " + e.getMessage(), e);
        }
    }

    private final class Search {

        private final Path root;
        private final Findings findings;
        private final Resources resources;
        private final Map<String, Object> matches = new LinkedHashMap<>();
        private long lines;

        Search(Path root, Findings findings, Resources resources) {
            this.root = root;
            this.findings = findings;
            this.resources = resources;
        }

        CheckResult run() throws IOException, InterruptedException {
            List<Path> files;
            try (Stream<Path> below = Files.walk(root)) {
                files = below.filter(Files::isRegularFile).sorted().toList();
            }
            boolean inTime = true;
            for (int i = 0; i < files.size() && inTime; i++) {
                inTime = search(files.get(i));
            }
            findings.detail("files", (long) files.size()).detail("lines", lines).detail("matches", matches);
            if (findings.count() > 0) {
                return findings.invalid(
                        findings.count() == 1
                                ? findings.first()
                                : Events.count(findings.count(), "line") + " in " + Events.count(matches.size(), "file")
                                        + " match; " + findings.first());
            }
            if (!inTime) {
                return findings.unknown(
                        "time ran out after " + lines + " lines: allow more with a greater time budget");
            }
            if (lines == 0) {
                return findings.unknown("there is no line of logs below " + root);
            }
            return findings.valid("none of " + Events.count(lines, "line") + " in " + Events.count(files.size(), "file")
                    + " matches " + pattern.pattern());
        }

        private boolean search(Path file) throws IOException, InterruptedException {
            String name = root.relativize(file).toString();
            long found = 0;
            try (InputStream raw = Files.newInputStream(file);
                    LogLines log = new LogLines(name.endsWith(".gz") ? new GZIPInputStream(raw) : raw)) {
                Matcher matcher = pattern.matcher("");
                for (String line = log.next(); line != null; line = log.next()) {
                    if (lines++ % LINES_BETWEEN_LOOKS_AT_THE_CLOCK == 0 && !resources.hasTime()) {
                        return false;
                    }
                    if (matcher.reset(line).find()) {
                        found++;
                        String text = line;
                        int from = matcher.start();
                        int to = matcher.end();
                        findings.add(() -> anomaly(name, log.number(), text, from, to));
                    }
                }
            } catch (ZipException | EOFException e) {
                throw new IOException(file + ": the packed file is cut off or damaged: " + e.getMessage(), e);
            }
            if (found > 0 && matches.size() < Findings.SHOWN) {
                matches.put(name, found);
            }
            return true;
        }

        private Anomaly anomaly(String file, long number, String line, int from, int to) {
            Map<String, Object> details = new LinkedHashMap<>();
            details.put("file", file);
            details.put("line", number);
            details.put("match", cut(line.substring(from, to)));
            details.put("text", cut(line));
            return Events.anomaly(
                    file + ":" + number + ": "
                            + cut(line.substring(Math.max(0, from - EXCERPT / 2))
                                    .strip()),
                    -1,
                    details);
        }

        private static String cut(String text) {
            return text.length() <= EXCERPT ? text : text.substring(0, EXCERPT) + "…";
        }
    }
}
