package io.partita.control.serve;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a request's path names below a directory, and nothing outside of it.
 *
 * <p>The path is taken apart before it is decoded, and each name decoded once: a name with a slash, a backslash or a control
 * character in it, {@code .} and {@code ..}, and names of hidden files name nothing. Then links are followed, and what they
 * lead to must be below the directory as well: a node's files are among the results, and whoever wrote those may have linked
 * to anywhere.
 *
 * @param names the decoded names, none empty
 * @param endsWithSlash whether a directory is asked for as such
 */
record RequestPath(List<String> names, boolean endsWithSlash) {

    RequestPath {
        names = List.copyOf(names);
    }

    /** The path of a request as it was sent; empty if it can name nothing here. */
    static Optional<RequestPath> parse(String raw) {
        if (raw == null || !raw.startsWith("/")) {
            return Optional.empty();
        }
        List<String> names = new ArrayList<>();
        String[] parts = raw.substring(1).split("/", -1);
        for (int i = 0; i < parts.length; i++) {
            boolean last = i == parts.length - 1;
            if (last && parts[i].isEmpty()) {
                break;
            }
            Optional<String> name = decode(parts[i]).filter(RequestPath::isPlain);
            if (name.isEmpty()) {
                return Optional.empty();
            }
            names.add(name.get());
        }
        return Optional.of(new RequestPath(names, raw.endsWith("/")));
    }

    private static boolean isPlain(String name) {
        return !name.isEmpty()
                && !name.startsWith(".")
                && name.chars().noneMatch(c -> c == '/' || c == '\\' || c < 0x20 || c == 0x7F);
    }

    /** Percent-encoding undone, once; empty if that gives no text. */
    private static Optional<String> decode(String part) {
        ByteBuffer bytes = ByteBuffer.allocate(part.length());
        for (int i = 0; i < part.length(); i++) {
            char c = part.charAt(i);
            if (c == '%') {
                int high = i + 2 < part.length() ? Character.digit(part.charAt(i + 1), 16) : -1;
                int low = i + 2 < part.length() ? Character.digit(part.charAt(i + 2), 16) : -1;
                if (high < 0 || low < 0) {
                    return Optional.empty();
                }
                bytes.put((byte) (high * 16 + low));
                i += 2;
            } else if (c < 0x80) {
                bytes.put((byte) c);
            } else {
                return Optional.empty();
            }
        }
        try {
            return Optional.of(
                    StandardCharsets.UTF_8.newDecoder().decode(bytes.flip()).toString());
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }

    /** The existing file or directory that this names below {@code root}, without links; empty if there is none. */
    Optional<Path> below(Path root) {
        try {
            Path real = root.toRealPath();
            Path named = real;
            for (String name : names) {
                named = named.resolve(name);
            }
            Path target = named.toRealPath();
            boolean plain = Files.isRegularFile(target) || Files.isDirectory(target);
            return plain && target.startsWith(real) ? Optional.of(target) : Optional.empty();
        } catch (IOException | InvalidPathException e) {
            return Optional.empty();
        }
    }
}
