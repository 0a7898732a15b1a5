package io.partita.nemesis.vm;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Writes an archive of the kind that Linux unpacks into its first root ("newc"): a header of numbers in hexadecimal digits,
 * a name, a content, each padded to four bytes. Everything belongs to root. Several archives may follow each other in a
 * file. Not safe for use by several threads.
 */
final class CpioArchive implements AutoCloseable {

    private static final int DIRECTORY = 0040000;
    private static final int FILE = 0100000;
    private static final int LINK = 0120000;
    private static final int HEADER = 110;
    private static final int UNIT = 4;

    private final OutputStream out;
    private int number;

    CpioArchive(OutputStream out) {
        this.out = new BufferedOutputStream(out, 1 << 16);
    }

    /** Adds everything below {@code root}, which becomes {@code /}. */
    CpioArchive tree(Path root) throws IOException {
        try (Stream<Path> all = Files.walk(root)) {
            for (Path path : all.sorted().skip(1).collect(Collectors.toList())) {
                path(root.relativize(path).toString(), path);
            }
        }
        return this;
    }

    private void path(String name, Path path) throws IOException {
        int mode = (int) Files.getAttribute(path, "unix:mode", LinkOption.NOFOLLOW_LINKS);
        if (Files.isSymbolicLink(path)) {
            byte[] target = Files.readSymbolicLink(path).toString().getBytes(StandardCharsets.UTF_8);
            entry(name, LINK | 0777, target);
        } else if (Files.isDirectory(path)) {
            entry(name, DIRECTORY | mode & 07777, new byte[0]);
        } else {
            entry(name, FILE | mode & 07777, Files.readAllBytes(path));
        }
    }

    /** Adds the file {@code name}, relative to the root. */
    CpioArchive file(String name, int permissions, String content) throws IOException {
        entry(name, FILE | permissions, content.getBytes(StandardCharsets.UTF_8));
        return this;
    }

    private void entry(String name, int mode, byte[] content) throws IOException {
        byte[] path = name.getBytes(StandardCharsets.UTF_8);
        number++;
        List<Integer> fields = List.of(number, mode, 0, 0, 1, 0, content.length, 0, 0, 0, 0, path.length + 1, 0);
        String header = fields.stream().map("%08X"::formatted).collect(Collectors.joining("", "070701", ""));
        out.write(header.getBytes(StandardCharsets.US_ASCII));
        out.write(path);
        out.write(0);
        pad(HEADER + path.length + 1);
        out.write(content);
        pad(content.length);
    }

    private void pad(int length) throws IOException {
        out.write(new byte[(UNIT - length % UNIT) % UNIT]);
    }

    /** Ends the archive. */
    @Override
    public void close() throws IOException {
        entry("TRAILER!!!", 0, new byte[0]);
        out.close();
    }
}
