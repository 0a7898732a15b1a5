package io.partita.provisioning.system.mesos.release;

import io.partita.provisioning.system.Daemon;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Reads from options where a product is had from, and collects what is wrong with them, as far as the control node can tell
 * at a glance: checksums and contents of archives come later.
 */
final class SourceReader {

    static final String ARCHIVE = "archive";
    static final String SHA256 = "sha256";
    static final String PREFIX = "prefix";
    static final String PACKAGES = "packages";
    static final String KEY = "packages.key";
    static final String PACKAGE = "package";
    static final String VERSION = "version";

    /** The options of a product and what they are for, in the order to list them. */
    static final Map<String, String> MEANINGS = meanings();

    private static final String ON_NODES = "node:";
    private static final Pattern CHECKSUM = Pattern.compile("[0-9a-f]{64}");
    private static final Pattern URL = Pattern.compile("https?://.*");

    private final Product product;
    private final Map<String, String> options;
    private final List<String> problems;

    /** @param options all that were given, by their full names */
    SourceReader(Product product, Map<String, String> options, List<String> problems) {
        this.product = product;
        this.options = options;
        this.problems = problems;
    }

    private static Map<String, String> meanings() {
        Map<String, String> meanings = new LinkedHashMap<>();
        meanings.put(ARCHIVE, "a tar archive of what is installed, on this machine or at a URL; URLs need sha256");
        meanings.put(SHA256, "the archive's SHA-256");
        meanings.put(
                PREFIX,
                "a directory with it on this machine, which is uploaded, or node:DIRECTORY for one on the nodes");
        meanings.put(
                PACKAGES, "a line of apt's sources.list without deb, + for blanks: http://host/debian+bookworm+main");
        meanings.put(KEY, "a file on this machine with the key that repository is signed with");
        meanings.put(PACKAGE, "the package's name in that repository");
        meanings.put(VERSION, "of packages, the version to install; else what to call it in reports");
        return meanings;
    }

    /** Where the product is had from; empty if no option says so, or what they say is wrong. */
    Optional<Source> read() {
        List<String> ways =
                Stream.of(ARCHIVE, PREFIX, PACKAGES).filter(this::has).toList();
        if (ways.size() > 1) {
            problems.add(product.title() + " is to come from several places: give one of "
                    + String.join(", ", ways.stream().map(product::option).toList()));
            return Optional.empty();
        }
        String way = ways.isEmpty() ? "" : ways.get(0);
        needs(SHA256, ARCHIVE, way);
        needs(KEY, PACKAGES, way);
        needs(PACKAGE, PACKAGES, way);
        return switch (way) {
            case ARCHIVE -> archive(option(ARCHIVE));
            case PREFIX -> prefix(option(PREFIX));
            case PACKAGES -> packages(option(PACKAGES));
            default -> Optional.empty();
        };
    }

    /** What to give when there is no source, in words. */
    String ways() {
        return product.option(ARCHIVE) + "=FILE or URL, " + product.option(PREFIX) + "=DIRECTORY, "
                + product.option(PREFIX) + "=node:DIRECTORY or " + product.option(PACKAGES) + "=REPOSITORY";
    }

    private Optional<Source> archive(String place) {
        Optional<String> sha256 = Optional.ofNullable(option(SHA256));
        sha256.filter(text -> !CHECKSUM.matcher(text).matches())
                .ifPresent(text -> problems.add(
                        product.option(SHA256) + " must be 64 hexadecimal digits in lower case, not \"" + text + "\""));
        if (URL.matcher(place).matches()) {
            if (sha256.isEmpty()) {
                problems.add(product.option(ARCHIVE) + " is a URL, so " + product.option(SHA256)
                        + " must say what is expected there: curl -L " + place + " | sha256sum");
            }
            return uri(place).flatMap(uri -> sha256.map(text -> new Source.Download(uri, text)));
        }
        Path file = Path.of(place).toAbsolutePath();
        if (!Files.isRegularFile(file)) {
            problems.add(product.option(ARCHIVE) + ": there is no file " + file);
            return Optional.empty();
        }
        return Optional.of(new Source.Archive(file, sha256));
    }

    private Optional<URI> uri(String text) {
        try {
            return Optional.of(new URI(text));
        } catch (URISyntaxException e) {
            problems.add(product.option(ARCHIVE) + ": not a URL: " + e.getMessage());
            return Optional.empty();
        }
    }

    private Optional<Source> prefix(String place) {
        if (place.startsWith(ON_NODES)) {
            String directory = place.substring(ON_NODES.length());
            if (!directory.equals("/usr") && !Daemon.isDirectory(directory)) {
                problems.add(
                        product.option(PREFIX) + ": node: must be followed by /usr or an absolute path of at least two"
                                + " levels without special characters, not \"" + directory + "\"");
            }
            return Optional.of(new Source.OnNodes(directory));
        }
        Path directory = Path.of(place).toAbsolutePath();
        if (!Files.isDirectory(directory)) {
            problems.add(product.option(PREFIX) + ": there is no directory " + directory
                    + " on this machine (on the nodes: " + product.option(PREFIX) + "=node:" + place + ")");
        } else if (product.marks().stream().noneMatch(mark -> Files.isRegularFile(directory.resolve(mark)))) {
            problems.add(product.option(PREFIX) + ": " + directory + " "
                    + product.lacking(Files.exists(directory.resolve("configure"))));
        }
        return Optional.of(new Source.Uploaded(directory));
    }

    private Optional<Source> packages(String line) {
        String repository = line.replace('+', ' ').strip().replaceFirst("^deb ", "");
        if (repository.split(" ").length < 2) {
            problems.add(
                    product.option(PACKAGES) + " must be a line of sources.list without deb and with + for blanks, such"
                            + " as http://host/debian+bookworm+main, not \"" + line + "\"");
        }
        Optional<Path> key = Optional.ofNullable(option(KEY)).map(Path::of).map(Path::toAbsolutePath);
        key.filter(file -> !Files.isRegularFile(file))
                .ifPresent(file -> problems.add(product.option(KEY) + ": there is no file " + file));
        return Optional.of(new Source.Packages(
                repository,
                key,
                Optional.ofNullable(option(PACKAGE)).orElse(product.debianPackage()),
                Optional.ofNullable(option(VERSION))));
    }

    private void needs(String name, String need, String way) {
        if (has(name) && !way.equals(need)) {
            problems.add(product.option(name) + " makes sense with " + product.option(need) + " only");
        }
    }

    private boolean has(String name) {
        return option(name) != null;
    }

    private String option(String name) {
        return options.get(product.option(name));
    }
}
