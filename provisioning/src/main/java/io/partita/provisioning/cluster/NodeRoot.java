package io.partita.provisioning.cluster;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

/**
 * Builds the nodes' root directory from nothing, once for all; what differs is laid over it for each. Whatever of the machine a node may see is named here: a few files of
 * {@code /etc} that programs under {@code /usr} need to start. All else, such as home directories, keys, accounts and
 * configuration, is not hidden but absent.
 */
final class NodeRoot {

    /** Files and directories of the machine's /etc that are copied, if they exist. None of them holds a secret. */
    private static final List<String> COPIED = List.of(
            "ld.so.cache",
            "ld.so.conf",
            "ld.so.conf.d",
            "alternatives",
            "ssl/openssl.cnf",
            "ssl/certs/java",
            "ssl/certs/ca-certificates.crt",
            "iproute2",
            "protocols",
            "services",
            "ethertypes",
            "rpc",
            "gai.conf",
            "bash.bashrc",
            "inputrc",
            "terminfo",
            "xattr.conf",
            "debian_version");

    private static final String JAVA_SETTINGS = "java-*";

    private static final String PASSWD = """
            root:x:0:0:root:/root:/bin/bash
            daemon:x:1:1:daemon:/usr/sbin:/usr/sbin/nologin
            sshd:x:100:65534::/run/sshd:/usr/sbin/nologin
            nobody:x:65534:65534:nobody:/nonexistent:/usr/sbin/nologin
            """;

    private static final String GROUP = """
            root:x:0:
            daemon:x:1:
            bin:x:2:
            sys:x:3:
            adm:x:4:
            tty:x:5:
            disk:x:6:
            mail:x:8:
            utmp:x:43:
            shadow:x:42:
            staff:x:50:
            users:x:100:
            nogroup:x:65534:
            """;

    /** No password opens an account, yet none is locked: sshd refuses locked accounts also when a key is shown. */
    private static final String SHADOW = """
            root:*:19000:0:99999:7:::
            daemon:*:19000:0:99999:7:::
            sshd:*:19000:0:99999:7:::
            nobody:*:19000:0:99999:7:::
            """;

    private static final String NSSWITCH = """
            passwd: files
            group: files
            shadow: files
            hosts: files
            networks: files
            protocols: files
            services: files
            ethers: files
            rpc: files
            """;

    /** Strict about keys, and made for a harness: no name look-ups, no greeting, many logins at once. */
    private static final String SSHD = """
            HostKey /etc/ssh/ssh_host_ed25519_key
            AuthorizedKeysFile /etc/ssh/authorized_keys
            PermitRootLogin prohibit-password
            PasswordAuthentication no
            KbdInteractiveAuthentication no
            UsePAM no
            UseDNS no
            PrintMotd no
            PrintLastLog no
            X11Forwarding no
            PidFile none
            MaxSessions 10
            MaxStartups 100:30:200
            LoginGraceTime 30
            ClientAliveInterval 15
            ClientAliveCountMax 4
            SetEnv LANG=C.UTF-8
            Subsystem sftp internal-sftp
            """;

    /** OpenSSH 9.8 brought this program, and punishes an address for failed logins; a harness makes some on purpose. */
    private static final Path SINCE_9_8 = Path.of("/usr/lib/openssh/sshd-session");

    private final Path root;

    NodeRoot(Path root) {
        this.root = root;
    }

    /** Creates what all nodes have in common; {@code hosts} is the text of {@code /etc/hosts}. */
    void build(String hosts, Path authorizedKey) throws IOException {
        directories();
        for (String copied : COPIED) {
            FileTrees.copy(Path.of("/etc", copied), root.resolve("etc").resolve(copied));
        }
        try (DirectoryStream<Path> settings = Files.newDirectoryStream(Path.of("/etc"), JAVA_SETTINGS)) {
            for (Path each : settings) {
                FileTrees.copy(each, root.resolve("etc").resolve(each.getFileName()));
            }
        }
        write("etc/passwd", PASSWD, 0644);
        write("etc/group", GROUP, 0644);
        write("etc/shadow", SHADOW, 0600);
        write("etc/nsswitch.conf", NSSWITCH, 0644);
        write("etc/shells", "/bin/sh\n/bin/bash\n", 0644);
        write("etc/host.conf", "multi on\n", 0644);
        write("etc/resolv.conf", "", 0644);
        write("etc/hosts", hosts, 0644);
        write("etc/ssh/sshd_config", SSHD + (Files.exists(SINCE_9_8) ? "PerSourcePenalties no\n" : ""), 0644);
        write("etc/ssh/authorized_keys", Files.readString(authorizedKey), 0644);
        Files.createSymbolicLink(root.resolve("etc/mtab"), Path.of("/proc/self/mounts"));
        Files.createSymbolicLink(root.resolve("etc/os-release"), Path.of("../usr/lib/os-release"));
        Files.createSymbolicLink(root.resolve("etc/localtime"), Path.of("/usr/share/zoneinfo/Etc/UTC"));
    }

    /** Creates what the node {@code name} has of its own. */
    void buildChanges(String name, Path hostKey) throws IOException {
        directory("etc/ssh");
        write("etc/hostname", name + "\n", 0644);
        write("etc/ssh/ssh_host_ed25519_key", Files.readString(hostKey), 0600);
    }

    private void directories() throws IOException {
        for (String each : List.of(
                "dev",
                "etc/ssh",
                "home",
                "media",
                "mnt",
                "opt",
                "proc",
                "run",
                "srv",
                "sys",
                "usr",
                "var/cache",
                "var/lib",
                "var/log")) {
            directory(each);
        }
        for (String open : List.of("tmp", "var/tmp")) {
            LocalModes.set(Files.createDirectory(root.resolve(open)), 01777);
        }
        LocalModes.set(Files.createDirectory(root.resolve("root")), 0700);
        for (String merged : List.of("bin", "sbin", "lib", "lib32", "lib64", "libx32")) {
            if (Files.isDirectory(Path.of("/usr", merged))) {
                Files.createSymbolicLink(root.resolve(merged), Path.of("usr", merged));
            }
        }
        Files.createSymbolicLink(root.resolve("var/run"), Path.of("/run"));
        Files.createSymbolicLink(root.resolve("var/lock"), Path.of("/run/lock"));
    }

    private void directory(String path) throws IOException {
        Path made = Files.createDirectories(root.resolve(path));
        for (Path each = made; each.startsWith(root); each = each.getParent()) {
            LocalModes.set(each, 0755);
        }
    }

    private void write(String file, String text, int mode) throws IOException {
        Path target = root.resolve(file);
        Files.createFile(target, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(target, text);
        LocalModes.set(target, mode);
    }
}
