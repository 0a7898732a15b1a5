package io.partita.provisioning.system.mesos.release;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Versions as they stand in the names of archives and directories. */
final class Versions {

    private static final Pattern VERSION = Pattern.compile("\\d+\\.\\d+\\.\\d+");

    private Versions() {}

    /** The last one in {@code text}. */
    static Optional<String> in(String text) {
        Matcher matcher = VERSION.matcher(text);
        String found = null;
        while (matcher.find()) {
            found = matcher.group();
        }
        return Optional.ofNullable(found);
    }
}
