package io.partita.provisioning.system.mesos.release;

import static org.assertj.core.api.Assertions.assertThat;

import io.partita.provisioning.Poll;
import io.partita.provisioning.system.Daemon;
import io.partita.provisioning.system.LocalRemote;
import io.partita.provisioning.system.mesos.internal.SupervisedCluster;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is done when an agent cannot recover, with a program that behaves as such an agent, under a real supervisor. */
@Timeout(60)
class RemedyTests {

    private static final Duration LONG = Duration.ofSeconds(20);
    /** Ends as an agent does whose checkpoints are wrong, as long as there are any; counts its runs. */
    private static final String AGENT = """
            echo run >>runs
            [ ! -L work/meta/slaves/latest ] || {
                echo "E1127 slave.cpp:1 EXIT with status 1: Failed to perform recovery: WORDS"
                echo "To remedy this do as follows:"
                echo "Step 1: rm -f work/meta/slaves/latest"
                exit 1
            }
            exec sleep 1000
            """;

    private final LocalRemote node = new LocalRemote("n1");

    @TempDir
    Path temp;

    private Daemon agent;
    private Path latest;

    @BeforeEach
    void install() throws Exception {
        Files.createDirectories(temp.resolve("bin"));
        Files.writeString(temp.resolve("bin/supervise.sh"), SupervisedCluster.supervisor());
        Files.writeString(temp.resolve("bin/remedy.sh"), ReleaseInstaller.REMEDY.text());
        latest = temp.resolve("agent/work/meta/slaves/latest");
    }

    @AfterEach
    void leaveNothing() {
        agent.remove(node);
    }

    private void start(String mode, String words) throws Exception {
        agent = new Daemon(
                temp.resolve("agent").toString(),
                List.of("sh", temp + "/bin/supervise.sh", "agent", "0.050", "sh", "launch.sh"),
                List.of());
        agent.prepare(node, 1);
        Files.writeString(
                temp.resolve("agent/launch.sh"),
                "sh ../bin/remedy.sh " + mode + " \"$PPID\"\n" + AGENT.replace("WORDS", words));
        checkpoint();
        agent.start(node);
    }

    private void checkpoint() throws Exception {
        Files.createDirectories(latest.getParent());
        if (!Files.exists(latest, LinkOption.NOFOLLOW_LINKS)) {
            Files.createSymbolicLink(latest, Path.of("an-agent-id"));
        }
    }

    private String log() throws Exception {
        return Files.readString(Path.of(agent.log()));
    }

    private long runs() throws Exception {
        Path runs = temp.resolve("agent/runs");
        return Files.exists(runs) ? Files.readAllLines(runs).size() : 0;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Detected duplicate pid 16 for container 1",
                "Incompatible slave info detected.",
                "Incompatible agent info detected."
            })
    void an_agent_that_cannot_recover_starts_with_a_new_id_the_next_time(String words) throws Exception {
        start("on-failure", words);
        Poll.until("it runs without its checkpoints", LONG, () -> !Files.isSymbolicLink(latest) && runs() == 2);
        assertThat(log())
                .contains(
                        "remedy: removed work/meta/slaves/latest, so that the agent starts with a new id. It had said: ")
                .contains(words);
    }

    @Test
    void the_remedy_is_applied_once_for_each_start() throws Exception {
        start("on-failure", "Detected duplicate pid 16");
        Poll.until("it was applied", LONG, () -> log().contains("remedy: removed") && runs() == 2);
        checkpoint();
        node.run(io.partita.provisioning.remote.Command.of(
                "sh", "-c", "kill -9 $(cat \"$0/server.pid\")", agent.directory()));
        Poll.until("it fails again and again", LONG, () -> runs() >= 5);
        assertThat(latest).isSymbolicLink();
        agent.kill(node);
        agent.start(node);
        Poll.until("the next start applies it", LONG, () -> !Files.isSymbolicLink(latest));
    }

    @Test
    void never_leaves_the_checkpoints_and_says_what_would_help() throws Exception {
        start("never", "Detected duplicate pid 16");
        Poll.until("it fails again and again", LONG, () -> runs() >= 3);
        assertThat(latest).isSymbolicLink();
        assertThat(log())
                .contains("remedy: the agent asks for the removal of work/meta/slaves/latest, and wipe.meta=never");
    }

    @Test
    void always_removes_them_before_the_first_start() throws Exception {
        start("always", "Detected duplicate pid 16");
        Poll.until("it runs", LONG, () -> runs() == 1);
        assertThat(latest).doesNotExist();
        assertThat(log()).contains("as before every start (wipe.meta=always)");
    }

    @Test
    void an_agent_that_ends_for_another_reason_keeps_its_checkpoints() throws Exception {
        start("on-failure", "x");
        agent.kill(node);
        Files.writeString(
                temp.resolve("agent/launch.sh"),
                "sh ../bin/remedy.sh on-failure \"$PPID\"\necho run >>runs; echo out of memory; exit 137\n");
        Files.deleteIfExists(Path.of(agent.log()));
        Files.deleteIfExists(temp.resolve("agent/runs"));
        checkpoint();
        agent.start(node);
        Poll.until("it ends again and again", LONG, () -> runs() >= 4);
        assertThat(latest).isSymbolicLink();
        assertThat(log()).doesNotContain("remedy:");
    }
}
