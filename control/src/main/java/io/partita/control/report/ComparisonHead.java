package io.partita.control.report;

import io.partita.control.compare.Comparison;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a list of comparisons shows of one: it stands at the head of the comparison's page. Immutable.
 *
 * @param file the name of the page's file in the directory of comparisons
 * @param written when the page was written
 * @param runs the runs' directories below the results, the one that the others are compared to first; empty if the page does not say
 * @param worse how many things got worse; empty if the page does not say
 */
record ComparisonHead(String file, Instant written, List<String> runs, OptionalInt worse) {

    /** The directory of comparisons below the results. */
    static final String DIRECTORY = "comparisons";

    private static final String META = "<meta name=\"comparison\" content=\"";
    private static final Pattern CONTENT = Pattern.compile(Pattern.quote(META) + "([^\"]*)\">");
    /** The head stands before the page's style, which is long. */
    private static final int HEAD_BYTES = 8_192;

    ComparisonHead {
        runs = List.copyOf(runs);
    }

    /** The element that says what {@code comparison} came to, for its page in {@code directory}. */
    static String element(Comparison comparison, Path directory) {
        Map<String, Object> head = new LinkedHashMap<>();
        head.put("worse", comparison.regressions().size());
        head.put(
                "runs",
                comparison.runs().stream()
                        .map(run -> directory
                                .resolve("..")
                                .normalize()
                                .relativize(run.directory().toAbsolutePath())
                                .toString()
                                .replace('\\', '/'))
                        .toList());
        return META + Html.escape(JsonMapper.shared().writeValueAsString(head)) + "\">";
    }

    /**
     * The comparisons below {@code results}, newest first.
     *
     * @throws UncheckedIOException if they are there and cannot be read
     */
    static List<ComparisonHead> below(Path results) {
        List<ComparisonHead> heads = new ArrayList<>();
        Path directory = results.resolve(DIRECTORY);
        try (DirectoryStream<Path> pages = Files.newDirectoryStream(directory, "[!.]*.html")) {
            for (Path page : pages) {
                if (Files.isRegularFile(page, LinkOption.NOFOLLOW_LINKS)) {
                    heads.add(read(page));
                }
            }
        } catch (NoSuchFileException | NotDirectoryException e) {
            // Nothing has been compared, or what was has just been removed.
        } catch (IOException e) {
            throw new UncheckedIOException("cannot list " + directory + ": " + e.getMessage(), e);
        }
        heads.sort(Comparator.comparing(ComparisonHead::written).reversed().thenComparing(ComparisonHead::file));
        return heads;
    }

    private static ComparisonHead read(Path page) throws IOException {
        String head;
        try (InputStream in = Files.newInputStream(page)) {
            head = new String(in.readNBytes(HEAD_BYTES), StandardCharsets.UTF_8);
        }
        String file = String.valueOf(page.getFileName());
        Instant written = Files.getLastModifiedTime(page).toInstant().truncatedTo(ChronoUnit.SECONDS);
        Matcher content = CONTENT.matcher(head);
        if (content.find()) {
            try {
                JsonNode json = JsonMapper.shared().readTree(Html.unescape(content.group(1)));
                List<String> runs = new ArrayList<>();
                json.path("runs").forEach(run -> runs.add(run.asString("")));
                return new ComparisonHead(
                        file, written, runs, OptionalInt.of(json.path("worse").asInt(0)));
            } catch (JacksonException e) {
                // As a page of an earlier program, which says nothing: its name is all that is known.
            }
        }
        return new ComparisonHead(file, written, List.of(), OptionalInt.empty());
    }
}
