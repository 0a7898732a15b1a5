package io.partita.nemesis.vm;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/**
 * What all virtual machines run from: a kernel, and an archive that it unpacks into its memory as its root. Made once and
 * kept as long as nothing that it is made of changes.
 *
 * @param kernel the kernel, which is a program
 * @param archive the archive's file
 */
record MachineRoot(Path kernel, Path archive) {

    private static final String PASSWD = """
            root:x:0:0:root:/root:/bin/bash
            sshd:x:100:65534::/run/sshd:/usr/sbin/nologin
            nobody:x:65534:65534:nobody:/nonexistent:/usr/sbin/nologin
            """;

    private static final String SHADOW = "root:*:19000:0:99999:7:::\nsshd:*:19000:0:99999:7:::\n";

    /** Takes them from the cache of {@code packages}, or makes them there. */
    static MachineRoot prepare(MachinePackages packages) throws IOException {
        String known = identity(packages);
        var made = new MachineRoot(
                packages.cache().resolve("kernel-" + known), packages.cache().resolve("root-" + known + ".cpio"));
        if (Files.exists(made.kernel()) && Files.exists(made.archive())) {
            return made;
        }
        Files.createDirectories(packages.cache());
        Path work = Files.createTempDirectory(packages.cache(), "work");
        try {
            return build(packages, work);
        } finally {
            LocalTool.run(packages.cache(), "rm", "-rf", work.toString());
        }
    }

    private static MachineRoot build(MachinePackages packages, Path work) throws IOException {
        Path unpacked = Files.createDirectory(work.resolve("unpacked"));
        Path root = Files.createDirectory(work.resolve("root"));
        packages.unpack(unpacked);
        Path script = work.resolve("root.sh");
        Files.writeString(script, resource("root.sh"));
        LocalTool.run(work, "sh", script.toString(), root.toString(), unpacked.toString());
        String identity = identity(packages);
        Path archive = work.resolve("archive");
        try (var cpio = new CpioArchive(Files.newOutputStream(archive))) {
            cpio.tree(root)
                    .file("init", 0755, resource("init.sh"))
                    .file("etc/ssh/sshd_config", 0644, resource("sshd_config"))
                    .file("etc/passwd", 0644, PASSWD)
                    .file("etc/shadow", 0600, SHADOW)
                    .file("etc/group", 0644, "root:x:0:\ntty:x:5:\nnogroup:x:65534:\n")
                    .file("etc/nsswitch.conf", 0644, "passwd: files\ngroup: files\nshadow: files\nhosts: files\n");
        }
        deleteOld(packages.cache());
        Path cached = packages.cache().resolve("root-" + identity + ".cpio");
        Path kernel = packages.cache().resolve("kernel-" + identity);
        Files.move(unpacked.resolve("usr/bin/linux.uml"), kernel, StandardCopyOption.REPLACE_EXISTING);
        Files.move(archive, cached, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        return new MachineRoot(kernel, cached);
    }

    private static void deleteOld(Path cache) throws IOException {
        try (Stream<Path> all = Files.list(cache)) {
            for (Path each : all.toList()) {
                String name = each.getFileName().toString();
                if (name.startsWith("root-") || name.startsWith("kernel-")) {
                    Files.deleteIfExists(each);
                }
            }
        }
    }

    /** All that the archive is made of: packages, installed and not, and our own text. */
    private static String identity(MachinePackages packages) throws IOException {
        String text = packages.identity()
                + LocalTool.run(Path.of("/"), "dpkg-query", "-W")
                + String.join("", resource("root.sh"), resource("init.sh"), resource("sshd_config"))
                + String.join("", List.of(PASSWD, SHADOW));
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java platform has SHA-256", e);
        }
    }

    static String resource(String name) throws IOException {
        try (InputStream in = MachineRoot.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
