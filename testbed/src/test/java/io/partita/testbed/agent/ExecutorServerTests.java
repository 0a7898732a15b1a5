package io.partita.testbed.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.partita.testbed.server.RealLoop;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
class ExecutorServerTests {

    private final List<String> heard = new CopyOnWriteArrayList<>();
    private final List<Throwable> ends = new CopyOnWriteArrayList<>();
    private final RealLoop loop = new RealLoop("loop", ends::add);
    private final ExecutorServer server = new ExecutorServer(loop, new ExecutorLauncher.Listener() {
        @Override
        public void registered(String container, long pid) {
            heard.add(container + " registered as " + pid);
        }

        @Override
        public void updated(String container, ExecutorLauncher.Report report) {
            heard.add(container + " " + report.state());
        }

        @Override
        public void leftBehind(String container, int processes) {
            heard.add(container + " left " + processes);
        }

        @Override
        public void exited(String container) {
            heard.add(container + " exited");
        }
    });

    @AfterEach
    void close() {
        server.close();
        loop.close();
    }

    /** Says it, reads until the server hangs up, and waits until all is told that it heard. */
    private void say(String text) throws Exception {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            socket.getOutputStream().write(text.replace(' ', '\t').getBytes(StandardCharsets.UTF_8));
            socket.getOutputStream().flush();
            assertThat(socket.getInputStream().read()).isEqualTo(-1);
        }
        CountDownLatch told = new CountDownLatch(1);
        loop.execute(told::countDown);
        told.await();
    }

    @Test
    void anExecutorIsHeardUntilItSaysNonsense() throws Exception {
        say("register c1 4711\nupdate 1 TASK_RUNNING 1.5 fine\nleft 2\nsing\nleft 3\n");
        assertThat(heard).containsExactly("c1 registered as 4711", "c1 TASK_RUNNING", "c1 left 2");
        assertThat(ends).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\n",
                "GET / HTTP/1.1\n\n",
                "register\n",
                "register c1\n",
                "register c1 x\n",
                "register c1 1\nupdate\n",
                "register c1 1\nupdate 1 TASK_ASLEEP 1 x\n",
                "register c1 1\nupdate x TASK_RUNNING 1 x\n",
                "register c1 1\nleft many\n"
            })
    void aStrangerDoesNotEndTheAgent(String text) throws Exception {
        say(text);
        assertThat(ends).isEmpty();
        assertThat(heard).allMatch(line -> line.equals("c1 registered as 1"));
    }
}
