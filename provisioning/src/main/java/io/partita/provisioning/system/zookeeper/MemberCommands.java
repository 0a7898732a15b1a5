package io.partita.provisioning.system.zookeeper;

import io.partita.provisioning.cluster.Node;
import io.partita.provisioning.remote.Command;
import io.partita.provisioning.system.Membership;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Commands that read and change the members of an ensemble, for any node that has a server. Immutable.
 *
 * @param servers all servers of the ensemble, in the order of their ids
 */
record MemberCommands(List<Node> servers, int clientPort) {

    /** Guards nothing: the ensembles are made for tests, and clients use other names. But without one nobody may change. */
    private static final String PASSWORD = "partita";

    private static final Duration DEADLINE = Duration.ofSeconds(60);
    private static final Pattern SERVER = Pattern.compile("server\\.(\\d+)=.*");
    private static final String SCRIPT = script();

    MemberCommands {
        servers = List.copyOf(servers);
    }

    /** The system property that lets who knows the password change the ensemble. */
    static String superuser() {
        String user = "super:" + PASSWORD;
        try {
            byte[] digest = MessageDigest.getInstance("SHA-1").digest(user.getBytes(StandardCharsets.UTF_8));
            return "-Dzookeeper.DigestAuthenticationProvider.superDigest=super:"
                    + Base64.getEncoder().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    Command show() {
        return command("member-show", List.of());
    }

    Command change(String verb, List<String> members) {
        String lines = members.stream()
                .map(name -> ZooKeeperConfig.line(servers, name, clientPort))
                .collect(Collectors.joining(","));
        List<String> words = new ArrayList<>(List.of(PASSWORD, lines));
        // Those that stay first: those that go do not answer in the end.
        servers.stream().filter(node -> !members.contains(node.name())).forEach(node -> words.add(node.address()));
        servers.stream().filter(node -> members.contains(node.name())).forEach(node -> words.add(node.address()));
        return command(verb, words);
    }

    /** Reads what {@link #show} printed. */
    Membership parse(String output) {
        String mode = "";
        String version = "";
        int inStep = 0;
        Set<Integer> members = new TreeSet<>();
        for (String line : output.lines().toList()) {
            Matcher server = SERVER.matcher(line);
            if (server.matches()) {
                members.add(Integer.parseInt(server.group(1)));
            } else if (line.startsWith("mode ")) {
                mode = line.substring("mode ".length());
            } else if (line.startsWith("synced ")) {
                inStep += Integer.parseInt(line.substring("synced ".length()));
            } else if (line.startsWith("nonvoting ")) {
                inStep -= Integer.parseInt(line.substring("nonvoting ".length()));
            } else if (line.startsWith("version=")) {
                version = line.substring("version=".length());
            }
        }
        return new Membership(
                mode,
                inStep,
                members.stream().map(id -> servers.get(id - 1).name()).toList(),
                version);
    }

    private Command command(String verb, List<String> words) {
        List<String> argv = new ArrayList<>(List.of("bash", "-s", "--", verb, String.valueOf(clientPort)));
        argv.addAll(words);
        return new Command(argv, SCRIPT.getBytes(StandardCharsets.UTF_8), DEADLINE, true);
    }

    private static String script() {
        try (InputStream in =
                Objects.requireNonNull(MemberCommands.class.getResourceAsStream("membership.sh"), "membership.sh")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
