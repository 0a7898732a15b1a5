package io.partita.nemesis.node;

import io.partita.provisioning.remote.Command;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/**
 * The clock of a node whose kernel is its own, which is set. Pure but for {@link #ownKernel}: renders commands, runs none.
 *
 * <p>{@code /run/partita-time} is there as long as the clock is wrong. In it {@code anchor} says what time it was at which
 * uptime before anybody set the clock. The uptime is not touched by setting clocks: so the node knows at any later moment
 * what time it is, without asking anybody. {@code services} are those that would have set the clock right,
 * stopped meanwhile; {@code loop} and {@code pid} belong to the small loop that makes a strobe or a drift.
 *
 * <p>A clock is set by a line of Perl, which nearly every Linux has: it needs no program to be started between the look at the
 * uptime and the setting, and is exact to a millisecond. Elsewhere {@code date} does it, to some 10 ms.
 *
 * <p>A clock that is not the node's alone is never set. The script looks itself, whatever its caller thinks it knows: at
 * whether the kernel is the control node's, and at all that containers have and machines have not.
 */
public final class NodeClock {

    /** How the ledger calls it. */
    public static final String OBJECT = "clock of the node";

    private static final String DIRECTORY = "/run/partita-time";
    private static final Path OWN_BOOT = Path.of("/proc/sys/kernel/random/boot_id");
    private static final Duration DEADLINE = Duration.ofSeconds(60);

    /** {@code why_not CONTROL} prints why the clock is not this node's alone, or nothing; {@code boot} is its kernel then. */
    private static final String GUARD = """
            why_not() {
              boot=
              read -r boot 2>/dev/null </proc/sys/kernel/random/boot_id
              case $boot in
                ????????-????-????-????-????????????) ;;
                *) echo 'its kernel does not say which it is'; return;;
              esac
              case $1 in
                ????????-????-????-????-????????????) ;;
                *) echo 'it is not known which kernel the control node has'; return;;
              esac
              [ "$boot" != "$1" ] || { echo 'it has its kernel, and so its clock, in common with the control node'; return; }
              if grep -q ' /proc/sys/kernel/random' /proc/self/mountinfo; then
                echo 'something covers what its kernel says of itself'; return
              fi
              thread=
              read -r thread 2>/dev/null </proc/2/comm
              [ "$thread" = kthreadd ] || { echo 'it is a container: it does not see the threads of its kernel'; return; }
              read -r inside outside count </proc/self/uid_map
              [ "$inside $outside $count" = '0 0 4294967295' ] || { echo 'it is a container: its users are mapped'; return; }
              for mark in /run/systemd/container /.dockerenv /run/.containerenv; do
                [ ! -e "$mark" ] || { echo "it is a container: it has $mark"; return; }
              done
              if tr '\\0' '\\n' </proc/1/environ | grep -q '^container='; then
                echo 'it is a container: its first process says so'; return
              fi
              if grep -Eq 'lxc\\.|/docker|/libpod|/kubepods' /proc/1/cgroup; then
                echo 'it is a container: its first process is in the control group of one'; return
              fi
              if command -v systemd-detect-virt >/dev/null && kind=$(systemd-detect-virt -c); then
                echo "it is a container: $kind"; return
              fi
              rights=$(sed -n 's/^CapEff:[[:space:]]*//p' /proc/self/status)
              [ $(((0x$rights >> 25) & 1)) = 1 ] || echo 'it may not be set (capability SYS_TIME)'
            }
            """;

    /**
     * Both clocks are read, or one read and the other set, within a millisecond, or it is done again; and nothing is set by an
     * uptime that is not that of /proc/uptime, which would be a wrong number or another layout of what is read. The numbers are those of
     * clock_gettime and clock_settime, which Perl does not know by name. Times are nanoseconds. Arguments: machine, {@code moment},
     * {@code put TIME SINCE BY}, or {@code strobe} or {@code drift TIME SINCE AMOUNT EVERY FILE}, which go on while FILE is there.
     */
    private static final String PERL = """
            use integer;
            my ($machine, $verb, $time, $since, $amount, $every, $loop) = @ARGV;
            my ($get, $set) = @{{x86_64 => [228, 227], aarch64 => [113, 112]}->{$machine}};
            sub now {
              my $spec = pack("qq", -1, -1);
              syscall($get, $_[0], $spec) == 0 or die "clock $_[0] cannot be read: $!\\n";
              my ($seconds, $nanos) = unpack("qq", $spec);
              return $seconds * 1000000000 + $nanos;
            }
            sub both {
              my ($by) = @_;
              for my $try (1 .. 10000) {
                open(my $file, "<", "/proc/uptime") or die "/proc/uptime: $!\\n";
                my ($whole, $hundredths) = <$file> =~ /^(\\d+)\\.(\\d\\d) /;
                my $uptime = now(7);
                next if abs($uptime - ($whole * 100 + $hundredths) * 10000000) > 1000000000;
                my $to;
                if (defined $by) {
                  $to = $time + $uptime - $since + $by;
                  my $spec = pack("qq", $to / 1000000000, $to % 1000000000);
                  syscall($set, 0, $spec) == 0 or die "the clock cannot be set: $!\\n";
                } else {
                  $to = now(0);
                }
                return "$to $uptime\\n" if now(7) - $uptime <= 1000000;
              }
              die "the clock cannot be set exactly\\n";
            }
            if ($verb eq "moment") {
              print both();
            } elsif ($verb eq "put") {
              both($amount);
            } else {
              my ($begin, $wrong) = (now(7), 0);
              while (-e $loop) {
                $wrong = !$wrong;
                both($verb eq "drift" ? (now(7) - $begin) / 1000 * $amount / 1000 : $wrong ? $amount : 0);
                select(undef, undef, undef, $every);
              }
            }
            """;

    /**
     * {@code moment} prints what time it is and at which uptime, {@code put NANOS} sets the clock wrong by so much,
     * {@code put_once} without looking how exactly.
     *
     * <p>Without Perl it is done at the moment when the uptime, of which a shell sees hundredths of a second, goes on by one.
     * {@code exact BEGIN} says whether that was still the hundredth; on a machine so busy that it never is for ten seconds
     * since BEGIN, it may take ever longer. Who has slept runs soon, and for some time, when it wakes.
     */
    private static final String SETTING = "perl=$(cat " + Scripts.hereDocument("PARTITA_PERL", PERL) + ")\n" + """
            machine=$(uname -m)
            moment_by_perl() { perl -e "$perl" "$machine" moment >/dev/null 2>&1; }
            if moment_by_perl; then
              moment() { perl -e "$perl" "$machine" moment; }
              put_once() { perl -e "$perl" "$machine" put "$time" "$since" "$1" >/dev/null; }
              put() { put_once "$1"; }
            else
              hundredths() { read -r up _ </proc/uptime; now=${up%.*}${up#*.}; }
              edge() { hundredths; at=$now; while [ "$now" = "$at" ]; do hundredths; done; at=$now; }
              exact() {
                hundredths
                late=$(((now - $1 - 1000) / 10))
                [ $((now - at)) -le $((late > 0 ? 1 + late : 1)) ]
              }
              moment() {
                hundredths
                begun=$now
                while :; do
                  edge
                  seen=$(date +%s%N)
                  exact "$begun" && break
                  sleep 0.02
                done
                echo "$seen ${at}0000000"
              }
              put_once() {
                edge
                to=$((time + at * 10000000 - since + $1))
                date -s "@$((to / 1000000000)).$(printf %09d $((to % 1000000000)))" >/dev/null
              }
              put() {
                hundredths
                begun=$now
                while put_once "$1"; do
                  exact "$begun" && return 0
                  sleep 0.02
                done
                return 1
              }
            fi
            """;

    /** Arguments: mode, amount, seconds between two steps, what time it was since which uptime. */
    private static final String LOOP = SETTING + """
            mode=$1 amount=$2 every=$3 time=$4 since=$5
            echo $$ >DIRECTORY/pid
            ! moment_by_perl || exec perl -e "$perl" "$machine" "$mode" "$time" "$since" "$amount" "$every" DIRECTORY/loop
            read -r up _ </proc/uptime
            begin=${up%.*}${up#*.} wrong=
            while [ -f DIRECTORY/loop ]; do
              case $mode in
              strobe)
                if [ -z "$wrong" ]; then by=$amount wrong=yes; else by=0 wrong=; fi
                ;;
              drift)
                read -r up _ </proc/uptime
                by=$(((${up%.*}${up#*.} - begin) * amount * 10))
                ;;
              esac
              put_once "$by" || exit 1
              sleep "$every"
            done
            """.replace("DIRECTORY", DIRECTORY);

    private static final String TIME_SERVICES = """
            stop_services() {
              if [ -d /run/systemd/system ]; then
                for unit in systemd-timesyncd chrony chronyd ntp ntpd ntpsec openntpd timemaster ptp4l phc2sys; do
                  systemctl is-active --quiet "$unit" || continue
                  echo "unit $unit" >>DIRECTORY/services
                  echo "stopped $unit"
                  systemctl stop "$unit"
                done
              fi
              for process in /proc/[0-9]*; do
                read -r name 2>/dev/null <"$process/comm" || continue
                case $name in
                  systemd-timesyn|chronyd|ntpd|openntpd|timemaster|ptp4l|phc2sys|VBoxService|vmtoolsd)
                    echo "process ${process#/proc/} $(began "$process")" >>DIRECTORY/services
                    echo "stopped $name"
                    kill -s STOP "${process#/proc/}"
                    ;;
                esac
              done
            }
            began() { sed 's/^.*) //' "$1/stat" 2>/dev/null | cut -d ' ' -f 20; }
            start_services() {
              [ -f DIRECTORY/services ] || return 0
              while read -r kind what began; do
                case $kind in
                  unit) systemctl start "$what" </dev/null;;
                  process) [ "$(began "/proc/$what")" != "$began" ] || kill -s CONT "$what";;
                esac
              done <DIRECTORY/services
            }
            """.replace("DIRECTORY", DIRECTORY);

    /** Nothing of this is done to a clock that is not the node's alone. Arguments: control node's kernel, and as LOOP has. */
    private static final String SET = GUARD + SETTING + TIME_SERVICES + """
            control=$2 mode=$3 amount=$4 every=$5
            why=$(why_not "$control")
            [ -z "$why" ] || { echo "the clock is left alone: $why" >&2; exit 1; }
            read -r boot </proc/sys/kernel/random/boot_id
            umask 077
            mkdir -p DIRECTORY || exit 1
            if [ ! -f DIRECTORY/anchor ]; then
              stop_services
              said=$(moment) || exit 1
              echo "$said $boot $control" >DIRECTORY/anchor.new && mv DIRECTORY/anchor.new DIRECTORY/anchor || exit 1
            fi
            read -r time since _ <DIRECTORY/anchor
            if [ "$mode" = bump ]; then put "$amount"; exit; fi
            [ ! -e DIRECTORY/pid ] || exit 0
            """.replace("DIRECTORY", DIRECTORY)
            + "cat >" + DIRECTORY + "/loop " + Scripts.hereDocument("PARTITA_LOOP", LOOP)
            + """
            setsid sh DIRECTORY/loop "$mode" "$amount" "$every" "$time" "$since" </dev/null >/dev/null 2>&1 &
            left=100
            while [ ! -e DIRECTORY/pid ] && [ $left -gt 0 ]; do sleep 0.02; left=$((left - 1)); done
            [ -e DIRECTORY/pid ]
            """.replace("DIRECTORY", DIRECTORY);

    /** An anchor of another kernel, or of the control node's, is none. */
    private static final String RESTORE = SETTING + TIME_SERVICES + """
            restore() {
              pid=
              read -r pid 2>/dev/null <DIRECTORY/pid
              if [ -n "$pid" ] && tr '\\0' ' ' 2>/dev/null <"/proc/$pid/cmdline" | grep -qF DIRECTORY/loop; then
                kill -s KILL -- "-$pid" 2>/dev/null
                left=100
                while [ -d "/proc/$pid" ] && [ $left -gt 0 ]; do sleep 0.02; left=$((left - 1)); done
              fi
              time= since= of= control=
              read -r time since of control 2>/dev/null <DIRECTORY/anchor
              read -r boot </proc/sys/kernel/random/boot_id
              if [ -n "$time" ] && [ "$of" = "$boot" ] && [ "$control" != "$boot" ]; then put 0 || return 1; fi
              start_services
              rm -rf DIRECTORY
            }
            """.replace("DIRECTORY", DIRECTORY);

    private static final String CLEAR = RESTORE + "[ ! -d DIRECTORY ] || restore\n".replace("DIRECTORY", DIRECTORY);

    private static final String CHECK = """
            [ ! -e DIRECTORY ] || { echo 'DIRECTORY is there: the clock is wrong'; exit 1; }
            """.replace("DIRECTORY", DIRECTORY);

    private static final String FACTS = GUARD + """
            why=$(why_not "$2")
            if [ -n "$why" ]; then echo "shared $why"; else cat /proc/sys/kernel/random/boot_id; fi
            """;

    private NodeClock() {}

    /** Which kernel this program runs on, as {@code control} in the commands; empty if it does not say. */
    public static String ownKernel() {
        try {
            return Files.readString(OWN_BOOT).strip();
        } catch (IOException e) {
            return "";
        }
    }

    /** The command that prints which kernel a node has, or {@code shared} and why its clock is not its own. */
    public static Command facts(String control) {
        return command("node-clock-facts", FACTS, control);
    }

    /** The command that sets the clock wrong by {@code millis}; it prints {@code stopped} and what it stopped, if anything. */
    public static Command bump(String control, long millis) {
        return command("node-clock-set", SET, control, "bump", nanos(millis), "0");
    }

    /** Likewise one that sets it wrong by {@code millis} and right in turns. */
    public static Command strobe(String control, long millis, Duration every) {
        return command("node-clock-set", SET, control, "strobe", nanos(millis), seconds(every));
    }

    /** Likewise one that lets it run wrong by {@code ppm} microseconds a second, in steps of {@code every}. */
    public static Command drift(String control, long ppm, Duration every) {
        return command("node-clock-set", SET, control, "drift", Long.toString(ppm), seconds(every));
    }

    /** The command that sets the clock right, if we set it wrong, and starts what was stopped. */
    public static Command clear() {
        return command("node-clock-clear", CLEAR);
    }

    /** The command that exits 0 if and only if the clock is not wrong by us. */
    public static Command check() {
        return command("node-clock-check", CHECK);
    }

    /** The command that reads the clock and no other, for {@link ClockReading}. */
    public static Command read() {
        return Clocks.read(List.of());
    }

    private static Command command(String label, String script, String... arguments) {
        return Scripts.command(label, script, arguments).within(DEADLINE);
    }

    private static String nanos(long millis) {
        return millis + "000000";
    }

    private static String seconds(Duration every) {
        return String.format(Locale.ROOT, "%.3f", every.toMillis() / 1000.0);
    }
}
