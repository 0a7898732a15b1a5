package io.partita.nemesis.fault.internal;

import io.partita.nemesis.TestNodes;
import io.partita.provisioning.remote.Command;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Looks at the network between real nodes with programs of its own, in perl, which no fault's proof uses. */
final class NetworkObserver {

    /** How many datagrams are sent to see how many arrive. */
    static final int SENT = 200;

    /** Where {@link #serve} listens. */
    static final List<Integer> PORTS = List.of(7777, 7778);

    private static final String SERVER = """
            use IO::Socket::INET;
            $SIG{CHLD} = 'IGNORE';
            for my $port (@ARGV) {
              next if fork;
              my $listen = IO::Socket::INET->new(LocalPort => $port, Listen => 50, ReuseAddr => 1) or die "$port: $!";
              open(my $file, '>>', '/run/observer.pids'); print $file "$$\\n"; close $file;
              while (my $client = $listen->accept) {
                if (!fork) { while (sysread($client, my $bytes, 65536)) { syswrite($client, "ok\\n"); } exit; }
                close $client;
              }
              exit;
            }
            """;

    /** Waits five seconds at most while a condition holds. */
    private static final String AWAIT = "i=0; while [ %s ] && [ $i -lt 250 ]; do sleep 0.02; i=$((i+1)); done; ";

    private final TestNodes cluster;

    NetworkObserver(TestNodes cluster) {
        this.cluster = cluster;
    }

    /** Starts servers on every node that answer whatever is said to them with "ok". */
    void serve() {
        cluster.nodes()
                .parallel(node -> node.require(Command.script("cat >/run/observer.pl <<'PERL'\n" + SERVER
                        + "PERL\nsetsid perl /run/observer.pl 7777 7778 </dev/null >/run/observer.log 2>&1 &\n"
                        + AWAIT.formatted("\"$(wc -l 2>/dev/null </run/observer.pids)\" != 2"))));
    }

    /** Ends them. */
    void end() {
        cluster.nodes()
                .parallel(node -> node.run(
                        Command.script("kill $(cat /run/observer.pids); rm -f /run/observer.*; true 2>/dev/null")));
    }

    /** Whether {@code from} gets an answer from port {@code port} of the address {@code to}. */
    boolean answers(String from, String to, int port) {
        return perl(
                        from,
                        "print defined(IO::Socket::INET->new(PeerAddr => $ARGV[0], PeerPort => $ARGV[1], Timeout => 1))"
                                + " ? 1 : 0",
                        to,
                        Integer.toString(port))
                .equals("1");
    }

    /** Whether each node gets an answer from {@code port} of each other. */
    Map<String, Map<String, Boolean>> matrix(int port) {
        return cluster.nodes()
                .parallel(node -> cluster.inventory().nodes().stream()
                        .filter(other -> !other.name().equals(node.node()))
                        .collect(Collectors.toMap(
                                other -> other.name(), other -> answers(node.node(), other.address(), port))));
    }

    /** How many of {@link #SENT} datagrams from {@code from} arrive at {@code to}. */
    int arrivals(String from, String to) {
        return received(from, to).size();
    }

    /**
     * What arrives at {@code to} of {@link #SENT} datagrams from {@code from}, in the order of arrival: the number of each,
     * counted from 0, or -1 if what it says was changed on the way. They have no checksum by which they could be dropped.
     */
    List<Integer> received(String from, String to) {
        String receive = "my $s = IO::Socket::INET->new(LocalPort => 7999, Proto => 'udp') or die $!;"
                + " open(my $f, '>', '/run/observer.ready'); close $f;"
                + " while (1) { my $stop = -e '/run/observer.stop'; my $r = ''; vec($r, fileno($s), 1) = 1;"
                + " if (select($r, undef, undef, 0.05)) { $s->recv(my $b, 999);"
                + " print $b =~ /^(\\d{4})a{96}\\z/ && $1 < 200 ? int($1) : -1, \"\\n\" } elsif ($stop) { last } }"
                + " unlink '/run/observer.ready', '/run/observer.stop'";
        String send = "my $s = IO::Socket::INET->new(PeerAddr => $ARGV[0], PeerPort => 7999, Proto => 'udp');"
                + " setsockopt($s, SOL_SOCKET, 11, 1) or die $!;"
                + " for (0..199) { $s->send(sprintf('%04d', $_) . 'a' x 96); select(undef, undef, undef, 0.001) }"
                + " select(undef, undef, undef, 0.2)";
        String address = cluster.inventory().node(to).address();
        return cluster.nodes()
                .parallel(List.of(from, to), node -> {
                    if (node.node().equals(to)) {
                        return perl(to, receive).lines().map(Integer::valueOf).toList();
                    }
                    cluster.sh(to, AWAIT.formatted("! -e /run/observer.ready"));
                    perl(from, send, address);
                    cluster.sh(to, "touch /run/observer.stop");
                    return List.<Integer>of();
                })
                .get(to);
    }

    /** The least of five round trips of a ping from {@code from} to {@code to}, in ms. */
    double pingMillis(String from, String to) {
        String said = cluster.sh(
                from,
                "ping -q -c 5 -i 0.2 " + cluster.inventory().node(to).address() + " | sed -n 's|^rtt [^=]*= ||p'");
        return Double.parseDouble(said.substring(0, said.indexOf('/')));
    }

    /**
     * What {@code from} gets for an answer on a connection to {@code to} that it has had before {@code between} was done: "ok",
     * or the error.
     */
    String onAnOldConnection(String from, String to, Runnable between) {
        String address = cluster.inventory().node(to).address();
        cluster.sh(
                from,
                "mkfifo /run/observer.say; cat >/run/observer.old.pl <<'PERL'\n"
                        + "use IO::Socket::INET; my $s = IO::Socket::INET->new(PeerAddr => $ARGV[0], PeerPort => 7777) or die $!;\n"
                        + "open(my $f, '<', '/run/observer.say'); my $go = <$f>;\n"
                        + "syswrite($s, 'x'); my $n = sysread($s, my $b, 9); my $said = defined $n ? $b : \"$!\";\n"
                        + "open(my $o, '>', '/run/observer.new'); print $o $said; close $o;\n"
                        + "rename '/run/observer.new', '/run/observer.said';\n"
                        + "PERL\nsetsid perl /run/observer.old.pl " + address + " </dev/null >/dev/null 2>&1 &\n"
                        + "i=0; while ! ss -Htn state established dst " + address
                        + ":7777 | grep -q . && [ $i -lt 250 ];"
                        + " do sleep 0.02; i=$((i+1)); done");
        between.run();
        return cluster.sh(
                from,
                "echo go >/run/observer.say\n"
                        + AWAIT.formatted("! -e /run/observer.said")
                        + "cat /run/observer.said; rm -f /run/observer.say /run/observer.said /run/observer.old.pl");
    }

    /** How many milliseconds {@code from} takes to bring {@code bytes} to {@code to}, by the answers that it gets. */
    long transferMillis(String from, String to, int bytes) {
        String script = "my $s = IO::Socket::INET->new(PeerAddr => $ARGV[0], PeerPort => 7778) or die $!;"
                + " my $begin = time; syswrite($s, 'x'); sysread($s, my $b, 9); my $all = 'x' x $ARGV[1];"
                + " while (length $all) { my $n = syswrite($s, $all); substr($all, 0, $n) = '' } shutdown($s, 1);"
                + " while (sysread($s, my $b, 65536)) {} print int(1000 * (time - $begin))";
        return Long.parseLong(perl(
                from,
                "use Time::HiRes 'time'; " + script,
                cluster.inventory().node(to).address(),
                "" + bytes));
    }

    private String perl(String node, String script, String... arguments) {
        var words = new ArrayList<>(List.of("perl", "-MIO::Socket::INET", "-e", script));
        words.addAll(List.of(arguments));
        return cluster.nodes()
                .on(node)
                .require(Command.of(words.toArray(String[]::new)))
                .stdout();
    }
}
