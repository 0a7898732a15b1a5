package io.partita.provisioning.cluster;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What LXC is told about a node. The node's root user is the machine's root user, so what keeps it inside is here:
 * the few capabilities it keeps, the kernel files it cannot write, the system calls it cannot make.
 */
final class ContainerSettings {

    /**
     * Enough for sshd, servers, signals, firewalls and traffic control inside the node's own network. Not among them,
     * and so out of reach: mounting (sys_admin), the clock (sys_time), kernel modules, raw devices and reboot, device
     * nodes (mknod), the kernel log, files by handle (dac_read_search) and processes of others (sys_ptrace).
     */
    private static final String KEPT_CAPABILITIES = "chown dac_override fowner fsetid ipc_owner kill net_admin"
            + " net_bind_service net_broadcast net_raw setfcap setgid setpcap setuid sys_chroot sys_nice";

    private static final Path SECCOMP = Path.of("/usr/share/lxc/config/common.seccomp");

    private ContainerSettings() {}

    /**
     * The text of the LXC configuration of the node {@code name}, which is number {@code index}, counted from 1.
     *
     * @param disk where the node's own disk is mounted on this machine; empty if it has none
     */
    static String text(ClusterFiles files, JavaHome java, Subnet subnet, String name, int index, Optional<Path> disk) {
        Path node = files.node(name);
        StringBuilder text = new StringBuilder();
        text.append("""
                lxc.uts.name = %1$s
                lxc.rootfs.path = overlayfs:%9$s:%2$s/changes
                lxc.mount.entry = overlay usr overlay lowerdir=/usr,upperdir=%2$s/usr,workdir=%2$s/usr.work 0 0
                lxc.mount.entry = %2$s/local usr/local none bind 0 0
                lxc.mount.entry = tmpfs run tmpfs mode=755,nosuid,nodev,size=64m 0 0
                lxc.mount.entry = tmpfs run/sshd tmpfs mode=755,size=64k,create=dir 0 0
                lxc.mount.entry = tmpfs run/lock tmpfs mode=1777,size=5m,create=dir 0 0
                lxc.mount.entry = tmpfs dev/shm tmpfs mode=1777,nosuid,nodev,create=dir 0 0
                lxc.mount.auto = proc:mixed sys:ro
                lxc.autodev = 1
                lxc.tty.max = 0
                lxc.pty.max = 1024
                lxc.console.logfile = %2$s/console.log
                lxc.init.cmd = /usr/sbin/sshd -D -e
                lxc.cap.keep = %3$s
                lxc.prlimit.nofile = %4$d
                lxc.prlimit.core = 0
                lxc.net.0.type = veth
                lxc.net.0.flags = up
                lxc.net.0.name = eth0
                lxc.net.0.hwaddr = %8$s
                lxc.net.0.link = %5$s
                lxc.net.0.veth.pair = %6$s
                lxc.net.0.ipv4.address = %7$s/24
                lxc.cgroup.dir.container = lxc.payload.%10$s
                lxc.cgroup.dir.monitor = lxc.monitor.%10$s
                lxc.cgroup.dir.monitor.pivot = lxc.pivot.%10$s
                lxc.log.file = %2$s/lxc.log
                lxc.log.level = WARN
                """.formatted(
                        name,
                        node,
                        KEPT_CAPABILITIES,
                        OpenFiles.limit(),
                        files.prefix(),
                        files.veth(index),
                        subnet.node(index),
                        files.hardwareAddress(index),
                        files.skeleton(),
                        files.container(name)));
        for (String readOnly : new String[] {"bus", "fs", "irq", "acpi", "scsi", "mtrr"}) {
            if (Files.exists(Path.of("/proc", readOnly))) {
                text.append("lxc.mount.entry = /proc/%1$s proc/%1$s none bind,ro,optional 0 0\n".formatted(readOnly));
            }
        }
        disk.ifPresent(mountPoint -> text.append("lxc.mount.entry = %s %s none bind,create=dir 0 0\n"
                .formatted(mountPoint, NodeDisks.DIRECTORY.substring(1))));
        if (Files.exists(SECCOMP)) {
            text.append("lxc.seccomp.profile = ").append(SECCOMP).append('\n');
        }
        java.toBind()
                .ifPresent(home -> text.append("lxc.mount.entry = ")
                        .append(home.toString().replace(" ", "\\040"))
                        .append(" ")
                        .append(JavaHome.BOUND)
                        .append(" none bind,ro,create=dir 0 0\n"));
        return text.toString();
    }
}
