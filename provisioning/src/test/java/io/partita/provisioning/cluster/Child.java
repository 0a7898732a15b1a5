package io.partita.provisioning.cluster;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A JVM of its own that works on a cluster, so that a test can kill it. */
final class Child {

    private Child() {}

    static Process start(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                Child.class.getName()));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    /** Prints a line once it has begun: {@code up DIRECTORY NODES}, or {@code lock DIRECTORY RUN}, which never ends. */
    public static void main(String[] arguments) throws Exception {
        Path directory = Path.of(arguments[1]);
        switch (arguments[0]) {
            case "up" -> {
                LxcCluster cluster = LxcCluster.in(directory, LxcCluster.nodeNames(Integer.parseInt(arguments[2])));
                System.out.println("begun");
                cluster.up();
                System.out.println("done");
            }
            case "lock" -> {
                ClusterLock.Attempt attempt = ClusterLock.tryAcquire(directory, arguments[2]);
                System.out.println(attempt instanceof ClusterLock.Acquired ? "acquired" : "refused");
                Thread.sleep(Long.MAX_VALUE);
            }
            default -> throw new IllegalArgumentException(arguments[0]);
        }
    }
}
