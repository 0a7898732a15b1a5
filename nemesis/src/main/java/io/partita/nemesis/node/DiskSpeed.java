package io.partita.nemesis.node;

import io.partita.provisioning.remote.Command;
import java.time.Duration;

/** How fast a disk of a node takes in what is written and synced. Pure: renders the command and reads its output. */
public final class DiskSpeed {

    private static final int PAGE = 4096;

    /** By the uptime, in hundredths of a second, as the clock may be wrong. Prints bytes and hundredths. */
    private static final String SCRIPT = """
            shift
            probe=$1/.partita-probe pages=$2
            centis() { read -r up _ </proc/uptime; echo "${up%.*}${up#*.}"; }
            begin=$(centis)
            dd if=/dev/zero of="$probe" bs=PAGE count="$pages" conv=fsync 2>/dev/null
            status=$?
            end=$(centis)
            rm -f "$probe"
            echo "$((pages * PAGE)) $((end - begin))"
            exit $status
            """.replace("PAGE", Integer.toString(PAGE));

    private DiskSpeed() {}

    /** The command that writes about {@code bytes} to the disk at {@code mount} and takes the time. */
    public static Command measure(String mount, long bytes) {
        return Scripts.command("disk-speed", SCRIPT, mount, Long.toString(Math.max(1, bytes / PAGE)))
                .within(Duration.ofSeconds(60));
    }

    /** Bytes a second, from the output of {@link #measure}. */
    public static long parse(String output) {
        String[] word = output.strip().split(" ");
        return Long.parseLong(word[0]) * 100 / Math.max(1, Long.parseLong(word[1]));
    }
}
