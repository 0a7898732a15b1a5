package io.partita.provisioning.system.testbed;

import io.partita.provisioning.system.SystemException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The testbed as it was built: a directory with {@code knobs.tsv} and {@code bugs.tsv}, which say what can be set, its
 * jars in {@code lib}, and {@code jvm.options}. Immutable.
 */
record Distribution(Path directory) {

    /** The system property that names the directory. */
    static final String PROPERTY = "partita.testbed";

    private static final Path IN_THE_TREE = Path.of("..", "testbed", "target", "dist");

    /**
     * The directory that the system property names; else the one beside the program's own jar; else, when the program
     * runs from the source tree, the one that the build made.
     *
     * @throws SystemException if there is none; says where it was sought
     */
    static Distribution locate() {
        List<Path> places = places();
        return places.stream()
                .filter(place -> Files.isRegularFile(place.resolve("knobs.tsv")))
                .findFirst()
                .map(Distribution::new)
                .orElseThrow(() -> new SystemException("the testbed is not there: no knobs.tsv in " + places
                        + ". Next step: build it (mvn -pl testbed package), or name its directory with -D" + PROPERTY));
    }

    private static List<Path> places() {
        String named = System.getProperty(PROPERTY);
        if (named != null) {
            return List.of(Path.of(named));
        }
        List<Path> places = new ArrayList<>();
        besideOurJar().ifPresent(places::add);
        places.add(IN_THE_TREE.toAbsolutePath().normalize());
        return places;
    }

    /** Our jar is in {@code lib} of the program's directory, and the testbed's directory beside {@code lib}. */
    private static Optional<Path> besideOurJar() {
        try {
            CodeSource source = Distribution.class.getProtectionDomain().getCodeSource();
            Path jar = Path.of(source.getLocation().toURI());
            return Files.isRegularFile(jar)
                    ? Optional.of(jar.resolveSibling(Path.of("..", "testbed")).normalize())
                    : Optional.empty();
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    Catalog catalog() {
        return Catalog.parse(lines("knobs.tsv"), lines("bugs.tsv"));
    }

    /** The jars, by name: the order of the class path. */
    List<Path> jars() {
        return libraries().stream()
                .filter(file -> file.toString().endsWith(".jar"))
                .toList();
    }

    /** Everything in {@code lib}, by name. */
    List<Path> libraries() {
        try (Stream<Path> files = Files.list(directory.resolve("lib"))) {
            return files.filter(Files::isRegularFile).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What the Java machine is to be started with; nothing if the testbed does not say. */
    List<String> jvmOptions() {
        return Files.exists(directory.resolve("jvm.options"))
                ? lines("jvm.options").stream()
                        .map(String::strip)
                        .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                        .toList()
                : List.of();
    }

    private List<String> lines(String file) {
        try {
            return Files.readAllLines(directory.resolve(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
