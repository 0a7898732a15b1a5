package io.partita.nemesis.vm;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/** What this machine must have to run virtual machines. Reads only. */
final class MachineSupport {

    private MachineSupport() {}

    /** What it lacks, in words. */
    static Optional<String> missing() {
        if (!System.getProperty("os.name").equals("Linux")
                || !System.getProperty("os.arch").equals("amd64")) {
            return Optional.of("it is no Linux on amd64");
        }
        if (!System.getProperty("user.name").equals("root")) {
            return Optional.of("only root can make bridges and taps");
        }
        for (String device : new String[] {"/dev/shm", "/dev/net/tun"}) {
            if (!Files.isReadable(Path.of(device)) || !Files.isWritable(Path.of(device))) {
                return Optional.of(device + " cannot be used");
            }
        }
        for (String tool : new String[] {"ip", "dpkg-query", "dpkg-deb", "apt-get", "ssh-keygen", "sshd"}) {
            if (!installed(tool)) {
                return Optional.of(tool + " is not installed");
            }
        }
        return Optional.empty();
    }

    private static boolean installed(String program) {
        return Stream.of("/usr/sbin", "/usr/bin", "/sbin", "/bin")
                .anyMatch(directory -> Files.isExecutable(Path.of(directory, program)));
    }
}
