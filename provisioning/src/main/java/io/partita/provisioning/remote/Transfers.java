package io.partita.provisioning.remote;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;

/**
 * Files to and from a node through a channel's standard input and output: needs no SFTP server, and is as fast.
 *
 * <p>A file is written under another name in the target's directory, its length is compared, and only then is it
 * renamed: a reader sees the old file or the new one, never a part.
 */
final class Transfers {

    /** Arguments: target, octal mode, length, name of the temporary file, to which each attempt adds its own number. */
    private static final String RECEIVE = """
            set -eu
            umask 077
            case $1 in */*) mkdir -p -- "${1%/*}/" ;; esac
            part=$4.$$
            trap 'rm -f -- "$part"' EXIT
            trap 'exit 1' HUP INT TERM PIPE
            set -C
            cat > "$part"
            size=$(wc -c < "$part")
            if [ "$size" -ne "$3" ]; then echo "only $size of $3 bytes arrived" >&2; exit 1; fi
            chmod -- "$2" "$part"
            mv -f -T -- "$part" "$1"
            trap - EXIT
            """;

    private Transfers() {}

    static void upload(SshRemote remote, Path source, String target, int mode) {
        try {
            long size = Files.size(source);
            send(remote, stdin -> Files.copy(source, stdin), size, target, mode);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + source + " to upload it to " + remote.node(), e);
        }
    }

    static void write(SshRemote remote, String target, byte[] content, int mode) {
        byte[] copy = content.clone();
        send(remote, stdin -> stdin.write(copy), copy.length, target, mode);
    }

    private static void send(SshRemote remote, Execution.Feed feed, long size, String target, int mode) {
        String part = target + "." + RemoteShell.newMark();
        try {
            List<String> argv = receive(target, mode, size, part).argv();
            Execution.Result result = remote.stream(argv, Optional.of(feed), OutputStream.nullOutputStream());
            requireSuccess(remote, result, "write " + target);
        } catch (RemoteException.DeadlineExceeded e) {
            remove(remote, part, e);
            throw e;
        }
    }

    /** A killed receiver could not tidy up after itself. */
    private static void remove(SshRemote remote, String part, RemoteException reason) {
        try {
            remote.run(Command.of("sh", "-c", "rm -f -- \"$0\".*", part).asIdempotent());
        } catch (RemoteException e) {
            reason.addSuppressed(e);
        }
    }

    /** The command that stores its standard input of {@code size} bytes as the file {@code target}. */
    static Command receive(String target, int mode, long size, String part) {
        if (mode < 0 || mode > 07777) {
            throw new IllegalArgumentException("mode " + Integer.toOctalString(mode) + " is not in 0..7777");
        }
        String octal = Integer.toOctalString(mode);
        return Command.of("sh", "-c", RECEIVE, "receive", target, octal, Long.toString(size), part);
    }

    static void download(SshRemote remote, String source, Path target, long maxBytes) {
        if (maxBytes < 0) {
            throw new IllegalArgumentException("maxBytes is " + maxBytes + ", negative");
        }
        try {
            Path directory = target.toAbsolutePath().getParent();
            Files.createDirectories(directory);
            Path part = Files.createTempFile(directory, "." + target.getFileName(), ".part");
            try {
                fetch(remote, source, part, maxBytes);
                Files.move(part, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(part);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + target + ", from " + source + " on " + remote.node(), e);
        }
    }

    private static void fetch(SshRemote remote, String source, Path part, long maxBytes) throws IOException {
        List<String> argv = List.of("tail", "-c", Long.toString(maxBytes), "--", source);
        try (var file = new Sink(Files.newOutputStream(part))) {
            requireSuccess(remote, remote.stream(argv, Optional.empty(), file), "read " + source);
            file.rethrow();
        }
    }

    private static void requireSuccess(SshRemote remote, Execution.Result result, String what) {
        if (result.exitStatus() != 0) {
            var failure = new CommandResult(
                    result.exitStatus(), result.signal(), "", result.stderr().text(), false);
            throw new RemoteException.CommandFailed(
                    remote.node(), "cannot " + what + ": " + failure.stderr().strip(), failure);
        }
    }

    /** Remembers that it could not write instead of failing, which would look like a broken connection. */
    private static final class Sink extends FilterOutputStream {

        private IOException failure;

        Sink(OutputStream file) {
            super(file);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) {
            if (failure == null) {
                try {
                    out.write(bytes, offset, length);
                } catch (IOException e) {
                    failure = e;
                }
            }
        }

        void rethrow() throws IOException {
            if (failure != null) {
                throw failure;
            }
        }
    }
}
