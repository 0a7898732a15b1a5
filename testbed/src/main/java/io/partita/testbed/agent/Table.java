package io.partita.testbed.agent;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** Names and values from a resource of this package. */
final class Table {

    private Table() {}

    static Map<String, String> read(String resource) {
        Map<String, String> rows = new TreeMap<>();
        try (InputStream in = Objects.requireNonNull(Table.class.getResourceAsStream(resource), resource);
                var lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            for (String line : lines.lines().toList()) {
                if (!line.startsWith("#")) {
                    String[] columns = line.split("\t", -1);
                    rows.put(columns[0], columns[1]);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + resource, e);
        }
        return rows;
    }
}
