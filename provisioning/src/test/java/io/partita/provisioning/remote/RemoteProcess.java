package io.partita.provisioning.remote;

import io.partita.provisioning.Poll;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Processes that commands under test started on this machine and named in a file. */
final class RemoteProcess {

    private RemoteProcess() {}

    /** Waits until the file has a process number and returns it. */
    static long awaitPid(Path file) throws Exception {
        Poll.until(
                "a process number in " + file,
                () -> Files.exists(file) && Files.readString(file).endsWith("\n"));
        return Long.parseLong(Files.readString(file).strip());
    }

    /** Waits until the process named in the file is gone; kills it when it does not go. */
    static void awaitGone(Path file) throws Exception {
        long pid = awaitPid(file);
        try {
            Poll.until("process " + pid + " is gone", () -> isGone(pid));
        } finally {
            ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
        }
    }

    /** Whether there is no such process, or only what is left until its parent asks for its status. */
    static boolean isGone(long pid) throws IOException {
        Path stat = Path.of("/proc/" + pid + "/stat");
        try {
            String fields = Files.readString(stat);
            return fields.substring(fields.lastIndexOf(')') + 2).startsWith("Z");
        } catch (IOException e) {
            return true;
        }
    }
}
