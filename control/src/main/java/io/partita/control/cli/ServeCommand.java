package io.partita.control.cli;

import io.partita.control.serve.ResultsServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code control serve}: the results as web pages, until somebody ends it. */
@Command(
        name = "serve",
        description = {"Serves the results as web pages, with a live view of the run that is going on.", ""},
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footer = {
            "",
            "Nothing can be changed through it. It knows no passwords: whoever reaches the address reads everything.",
            "",
            "Examples:",
            "  control serve",
            "  control serve --port 0 --results /var/lib/results",
            "",
            "Exit status: 3 cannot listen there, 64 wrong arguments, 130 or 143 ended by a signal."
        })
final class ServeCommand implements Callable<Integer> {

    private static final int HIGHEST_PORT = 65_535;
    private static final Duration PACE = Duration.ofSeconds(1);

    @Option(
            names = "--port",
            paramLabel = "N",
            defaultValue = "8080",
            description = "Where to listen; 0: any free port, which is printed. Default: ${DEFAULT-VALUE}.")
    private int port;

    @Option(
            names = "--bind",
            paramLabel = "ADDRESS",
            defaultValue = "127.0.0.1",
            description = "Of which address; 0.0.0.0 is reached from other machines. Default: ${DEFAULT-VALUE}.")
    private String bind;

    @Option(
            names = "--results",
            paramLabel = "DIR",
            defaultValue = "results",
            description = "Where results are. Default: ${DEFAULT-VALUE}.")
    private Path results;

    @Override
    public Integer call() throws InterruptedException {
        Terminal terminal = Terminal.system();
        if (port < 0 || port > HIGHEST_PORT) {
            throw StoredRuns.wrong("--port " + port + " is no port", "Give 0 to " + HIGHEST_PORT + ".");
        }
        InetAddress address;
        try {
            address = InetAddress.getByName(bind);
        } catch (UnknownHostException e) {
            throw StoredRuns.wrong("--bind " + bind + " is no address", "Give one of this machine, such as 127.0.0.1.");
        }
        Path root = StoredRuns.root(results);
        try (ResultsServer server = ResultsServer.start(root, new InetSocketAddress(address, port), PACE)) {
            Runtime.getRuntime().addShutdownHook(new Thread(server::close, "end of serving"));
            String host = address.isAnyLocalAddress() ? "127.0.0.1" : address.getHostAddress();
            String shown = host.contains(":") ? "[" + host + "]" : host;
            terminal.result("http://" + shown + ":" + server.port() + "/");
            if (!address.isLoopbackAddress()) {
                terminal.line("control: everybody who reaches " + bind + " can read these results");
            }
            terminal.line("Ctrl-C ends it.");
            // Until a signal ends the process.
            new CountDownLatch(1).await();
            return ExitCodes.VALID;
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "cannot listen on " + bind + ":" + port + ": " + e.getMessage() + "\n    " + way(address), e);
        }
    }

    private static String way(InetAddress address) {
        try {
            if (!address.isAnyLocalAddress() && NetworkInterface.getByInetAddress(address) == null) {
                return "That is no address of this machine: name one with --bind.";
            }
        } catch (SocketException e) {
            // Then the port is all there is to advise on.
        }
        return "Name another port with --port, or 0 for any free one.";
    }
}
