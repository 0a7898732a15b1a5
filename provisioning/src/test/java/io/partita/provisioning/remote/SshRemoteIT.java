package io.partita.provisioning.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.entry;

import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What {@link Remote} promises, against a real server. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class SshRemoteIT extends OneNodeOverSsh {

    private static final long SEED = 20260101;

    @Test
    void saysHowACommandEnded() {
        CommandResult result = remote.run(Command.script("echo out; echo err >&2; exit 3"));
        assertThat(result.exitStatus()).isEqualTo(3);
        assertThat(result.signal()).isEmpty();
        assertThat(result.stdout()).isEqualTo("out\n");
        assertThat(result.stderr()).isEqualTo("err\n");
    }

    @Test
    void saysHowACommandOfTheFastShellEnded() {
        CommandResult result = remote.runFast(Command.script("echo out; echo err >&2; exit 3"));
        assertThat(result.exitStatus()).isEqualTo(3);
        assertThat(result.signal()).isEmpty();
        assertThat(result.stdout()).isEqualTo("out\n");
        assertThat(result.stderr()).isEqualTo("err\n");
    }

    @Test
    void aFailingCommandThrowsWhereSuccessIsRequired() {
        assertThatExceptionOfType(RemoteException.CommandFailed.class)
                .isThrownBy(() -> remote.require(Command.of("ls", "/no/such/directory")))
                .withMessageContaining("n1: `ls /no/such/directory` exited 2: ");
    }

    @Test
    void aProgramThatDoesNotExistIsStatus127OnBothPaths() {
        assertThat(remote.run(Command.of("no-such-program")).exitStatus()).isEqualTo(127);
        assertThat(remote.runFast(Command.of("no-such-program")).exitStatus()).isEqualTo(127);
    }

    @Test
    void argumentsReachTheProgramUnchangedOnBothPaths() {
        List<String> words = List.of("", " a  b ", "it's", "$HOME `id` $(id)", "\\n", "line\nbreak", "*", "é漢🙂", "-n");
        List<String> argv = new ArrayList<>(List.of("printf", "<%s>"));
        argv.addAll(words);
        Command command = Command.of(argv.toArray(String[]::new));
        String expected = words.stream().map(word -> "<" + word + ">").collect(Collectors.joining());
        assertThat(remote.run(command).stdout()).isEqualTo(expected);
        assertThat(remote.runFast(command).stdout()).isEqualTo(expected);
    }

    @Test
    void anArgumentThatCannotBePassedIsTheCallersMistakeAndHarmsNothing() {
        Command command = Command.of("echo", "a\0b");
        assertThatIllegalArgumentException().isThrownBy(() -> remote.run(command));
        assertThatIllegalArgumentException().isThrownBy(() -> remote.runFast(command));
        assertThat(remote.runFast(Command.of("echo", "again")).stdout()).isEqualTo("again\n");
    }

    @Test
    void theFastShellTakesInputAndOutputOfAnyBytes() {
        var random = new Random(SEED);
        for (int round = 0; round < 60; round++) {
            byte[] input = new byte[random.nextInt(round % 10 == 0 ? 1_000_000 : 5000)];
            random.nextBytes(input);
            CommandResult result = remote.runFast(
                    Command.of("sh", "-c", "tee /dev/stderr; exit " + round).withStdin(input));
            String expected = new String(input, StandardCharsets.UTF_8);
            assertThat(result.exitStatus()).isEqualTo(round);
            assertThat(result.stdout()).isEqualTo(expected);
            assertThat(result.stderr()).isEqualTo(expected);
        }
    }

    @Test
    void outputThatLooksLikeAFrameEndIsOnlyOutput() {
        String fake = "0123456789abcdef0123456789abcdef0\n";
        CommandResult result = remote.runFast(Command.of("printf", "%s", fake.repeat(200) + "0123456789abcdef"));
        assertThat(result.stdout()).isEqualTo(fake.repeat(200) + "0123456789abcdef");
    }

    @Test
    void inputThatACommandDoesNotReadDoesNotReachTheNextOne() {
        byte[] input = "id\n0\n'echo' 'stray'\n".repeat(20_000).getBytes(StandardCharsets.US_ASCII);
        assertThat(remote.runFast(Command.of("true").withStdin(input)).succeeded())
                .isTrue();
        assertThat(remote.runFast(Command.of("echo", "next")).stdout()).isEqualTo("next\n");
        assertThat(remote.runFast(Command.of("cat")).stdout()).isEmpty();
    }

    @Test
    void aShellBuiltinIsNotARemoteProgramSoExitCannotEndTheFastShell() {
        assertThat(remote.runFast(Command.of("exit", "3")).exitStatus()).isEqualTo(127);
        assertThat(remote.runFast(Command.of("exec", "true")).exitStatus()).isEqualTo(127);
        assertThat(remote.runFast(Command.of("echo", "next")).stdout()).isEqualTo("next\n");
    }

    @Test
    void aCommandThatKillsTheFastShellIsLostAndTheNextOneGetsANewShell() {
        assertThatExceptionOfType(RemoteException.ConnectionLost.class)
                .isThrownBy(() -> remote.runFast(Command.of("sh", "-c", "kill -KILL $PPID")))
                .withMessageContaining("the fast shell ended");
        assertThat(remote.runFast(Command.of("echo", "next")).stdout()).isEqualTo("next\n");
    }

    @Test
    void theFastShellAlsoReportsTheSignalThatEndedACommand() {
        CommandResult result = remote.runFast(Command.script("kill -TERM $$"));
        assertThat(result.signal()).contains("TERM");
        assertThat(result.exitStatus()).isEqualTo(-1);
    }

    @Test
    void nodesAreUsedAtTheSameTimeAndAllFailuresAreTold() {
        try (SshNodes five = server.connect(5)) {
            var together = new CyclicBarrier(5);
            assertThat(five.parallel(node -> {
                        await(together);
                        return node.requireFast(Command.of("echo", node.node())).stdout();
                    }))
                    .containsExactly(
                            entry("n1", "n1\n"),
                            entry("n2", "n2\n"),
                            entry("n3", "n3\n"),
                            entry("n4", "n4\n"),
                            entry("n5", "n5\n"));
            assertThatExceptionOfType(RemoteException.CommandFailed.class)
                    .isThrownBy(() -> five.parallel(
                            List.of("n2", "n1", "n3"),
                            node -> node.require(Command.of("test", node.node(), "=", "n1"))))
                    .withMessageStartingWith("n2: ")
                    .satisfies(e -> assertThat(e.getSuppressed())
                            .singleElement()
                            .hasToString(
                                    RemoteException.CommandFailed.class.getName() + ": n3: `test n3 = n1` exited 1: "));
        }
    }

    private static void await(CyclicBarrier barrier) {
        try {
            barrier.await(10, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new AssertionError("the nodes were not used at the same time", e);
        }
    }

    @Test
    void anInterruptReachesTheNodesAndIsKept() throws Exception {
        var outcome = new CompletableFuture<Boolean>();
        var started = new CountDownLatch(1);
        var thread = new Thread(() -> {
            try {
                nodes.parallel(node -> {
                    started.countDown();
                    return node.run(Command.of("sleep", "1000"));
                });
            } catch (RemoteException.Interrupted e) {
                outcome.complete(Thread.currentThread().isInterrupted());
            } catch (RuntimeException e) {
                outcome.completeExceptionally(e);
            }
        });
        thread.start();
        started.await();
        thread.interrupt();
        assertThat(outcome.get(10, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void writesAFileIntoADirectoryThatIsNotThereYet(@TempDir Path directory) throws Exception {
        Path target = directory.resolve("a/b c/file");
        remote.write(target.toString(), "hello".getBytes(StandardCharsets.UTF_8), 0640);
        assertThat(target).hasContent("hello");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(target)))
                .isEqualTo("rw-r-----");
        assertThat(target.getParent()).isDirectoryContaining(p -> true).isDirectoryNotContaining("glob:*file.*");
    }

    @Test
    void uploadsAndDownloadsALargeFileUnchanged(@TempDir Path directory) throws Exception {
        byte[] content = new byte[5_000_000];
        new Random(SEED).nextBytes(content);
        Path source = Files.write(directory.resolve("source"), content);
        Path target = directory.resolve("target");
        remote.upload(source, target.toString(), 0600);
        assertThat(target).hasBinaryContent(content);
        remote.download(target.toString(), directory.resolve("new/back"), Long.MAX_VALUE);
        assertThat(directory.resolve("new/back")).hasBinaryContent(content);
    }

    @Test
    void downloadsNoMoreThanTheEndThatWasAskedFor(@TempDir Path directory) throws Exception {
        Path source = Files.writeString(directory.resolve("log"), "0123456789");
        remote.download(source.toString(), directory.resolve("end"), 4);
        assertThat(directory.resolve("end")).hasContent("6789");
    }

    @Test
    void aFileThatCannotBeReadOnTheNodeLeavesTheLocalFileAlone(@TempDir Path directory) throws Exception {
        Path target = Files.writeString(directory.resolve("kept"), "old");
        assertThatExceptionOfType(RemoteException.CommandFailed.class)
                .isThrownBy(() -> remote.download(directory + "/absent", target, 10))
                .withMessageContaining("n1: cannot read " + directory + "/absent");
        assertThat(directory).isDirectoryContaining(target::equals).isDirectoryNotContaining("glob:**.part");
        assertThat(target).hasContent("old");
    }

    @Test
    void aWriteThatFailsLeavesTheOldFileAndNoPart(@TempDir Path directory) throws Exception {
        Path target = Files.createDirectory(directory.resolve("directory"));
        assertThatExceptionOfType(RemoteException.CommandFailed.class)
                .isThrownBy(() -> remote.write(target.toString(), new byte[10], 0644))
                .withMessageContaining("n1: cannot write " + target);
        assertThat(directory).isDirectoryContaining(target::equals);
        try (var files = Files.list(directory)) {
            assertThat(files).containsExactly(target);
        }
    }

    @Test
    void anUploadThatIsCutShortIsNotRenamed(@TempDir Path directory) throws Exception {
        Path target = Files.writeString(directory.resolve("kept"), "old");
        assertThat(remote.run(Transfers.receive(target.toString(), 0644, 100, directory + "/part")
                        .withStdin(new byte[99])))
                .satisfies(result -> assertThat(result.stderr()).isEqualTo("only 99 of 100 bytes arrived\n"))
                .satisfies(result -> assertThat(result.exitStatus()).isEqualTo(1));
        assertThat(target).hasContent("old");
        try (var files = Files.list(directory)) {
            assertThat(files).containsExactly(target);
        }
    }

    @Test
    void aTransferThatOverrunsItsDeadlineLeavesNothingBehind(@TempDir Path directory) throws Exception {
        var options = SshOptions.defaults().withTransferDeadline(Duration.ofMillis(300));
        Path pipe = directory.resolve("pipe");
        remote.require(Command.of("mkfifo", pipe.toString()));
        try (SshNodes own = SshNodes.connect(server.inventory(1), options);
                var file = new RandomAccessFile(directory.resolve("huge").toFile(), "rw")) {
            // Nobody writes into the pipe; nobody sends four gigabytes in that time.
            file.setLength(4L << 30);
            assertThatExceptionOfType(RemoteException.DeadlineExceeded.class)
                    .isThrownBy(() -> own.on("n1").download(pipe.toString(), directory.resolve("down"), 10));
            assertThatExceptionOfType(RemoteException.DeadlineExceeded.class)
                    .isThrownBy(() -> own.on("n1").upload(directory.resolve("huge"), directory + "/up", 0644));
        }
        try (var files = Files.list(directory)) {
            assertThat(files).containsExactlyInAnyOrder(pipe, directory.resolve("huge"));
        }
    }

    @Test
    void aDaemonThatKeepsItsOutputOpenOverrunsTheDeadlineButLivesAndHarmsNothing(@TempDir Path directory)
            throws Exception {
        Path pid = directory.resolve("pid");
        Command command = Command.of("sh", "-c", "setsid sh -c 'echo $$ > " + pid + "; exec sleep 1000' & exit 0");
        assertThatExceptionOfType(RemoteException.DeadlineExceeded.class)
                .isThrownBy(() -> remote.run(command.within(Duration.ofMillis(500))))
                .withMessageContaining("killed with its process group");
        long daemon = RemoteProcess.awaitPid(pid);
        assertThat(RemoteProcess.isGone(daemon)).isFalse();
        ProcessHandle.of(daemon).ifPresent(ProcessHandle::destroyForcibly);
        assertThat(remote.run(Command.of("echo", "again")).stdout()).isEqualTo("again\n");
    }
}
