package io.partita.provisioning.system;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A jar in a Maven repository and what proves that it is the right one. Immutable.
 *
 * @param group Maven group, such as {@code org.apache.zookeeper}
 * @param name Maven artifact, such as {@code zookeeper}
 * @param version its version
 * @param sha256 SHA-256 of the jar, 64 lower-case hexadecimal digits
 */
public record Artifact(String group, String name, String version, String sha256) {

    private static final String WORD = "([A-Za-z0-9._-]+)";
    private static final Pattern LINE = Pattern.compile(WORD + ":" + WORD + ":" + WORD + " +([0-9a-f]{64})");

    /**
     * Reads {@code group:artifact:version sha256}.
     *
     * @throws IllegalArgumentException if {@code line} is anything else
     */
    public static Artifact parse(String line) {
        Matcher matcher = LINE.matcher(line);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("not \"group:artifact:version sha256\": " + line);
        }
        return new Artifact(matcher.group(1), matcher.group(2), matcher.group(3), matcher.group(4));
    }

    /** Reads one artifact per line; empty lines and lines that begin with # are comments. Closes {@code list}. */
    public static List<Artifact> parseAll(InputStream list) {
        try (var lines = new BufferedReader(new InputStreamReader(list, StandardCharsets.UTF_8))) {
            return lines.lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .map(Artifact::parse)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The name of the jar, such as {@code zookeeper-3.9.5.jar}. */
    public String fileName() {
        return name + "-" + version + ".jar";
    }

    /** Where a Maven repository keeps the jar, relative to its root and with slashes. */
    public String path() {
        return group.replace('.', '/') + "/" + name + "/" + version + "/" + fileName();
    }
}
