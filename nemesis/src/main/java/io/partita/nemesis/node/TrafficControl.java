package io.partita.nemesis.node;

import io.partita.provisioning.remote.Command;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * A queueing discipline of our own on a node's network devices, for faults of quality. Pure: renders commands, runs none.
 *
 * <pre>
 *  htb 7061: root          everything that no filter picks leaves at once, as without us: packets to the control node
 *   └─ class 7061:1        a rate; what is for other nodes of the cluster, by filters of cls_u32 on its destination
 *       └─ netem 7062:     delay, loss and so on; only where asked for
 * </pre>
 *
 * <p>Only the kernel's own root qdisc (handle 0:) is ever replaced, and comes back when ours is deleted. Whose root is
 * somebody else's is left alone: tc then refuses to add ours. Before ours is deleted it is made sure that nothing
 * foreign hangs below it; if so, its filters are removed, which ends the fault, and it stays and is told of.
 */
public final class TrafficControl {

    /** How the ledger calls the root qdisc. */
    public static final String OBJECT = "root qdisc of the network";

    /** The handle of our root; its letters are "pa". */
    static final String ROOT = "7061:";

    private static final Duration DEADLINE = Duration.ofSeconds(20);

    /** {@code devices ADDRESS...} are those by which the addresses are reached; {@code root_of DEVICE} its root qdisc. */
    static final String FUNCTIONS = """
            devices() {
              for address; do ip -o route get "$address" 2>/dev/null; done \\
                | sed -n 's/.* dev \\([^ ]*\\) .*/\\1/p' | sort -u | grep -vx lo
            }
            root_of() {
              tc qdisc show dev "$1" | sed -n 's/^qdisc \\([^ ]*\\) \\([0-9a-f]*:\\)\\( dev [^ ]*\\)\\{0,1\\} root.*/\\1 \\2/p'
            }
            ours() {
              tc qdisc show | sed -n 's/^qdisc htb 7061: dev \\([^ ]*\\) root.*/\\1/p'
            }
            """;

    /**
     * Whether the kernel has a qdisc is asked by ordering one that it must refuse in any case, because it shares no block
     * of filters: it first looks for the kind, so which of the two it complains of tells. Nothing is changed.
     */
    private static final String FACTS = FUNCTIONS + """
            kinds=$2; shift 2
            export LC_ALL=C
            command -v tc >/dev/null || { echo 'missing tc is not installed (package iproute2)'; exit 0; }
            for kind in $kinds; do
              if said=$(tc qdisc add dev lo root handle 7061: ingress_block 1 "$kind" 2>&1); then
                tc qdisc del dev lo root handle 7061:
              else
                case $said in
                  *'kind is unknown'*|*'No such file'*)
                    echo "missing the kernel has no qdisc $kind (it needs CONFIG_NET_SCH_$(echo $kind | tr a-z A-Z), module sch_$kind)";;
                  *'not permitted'*) echo 'missing tc may not change qdiscs (it needs the capability NET_ADMIN)';;
                esac
              fi
            done
            devices=$(devices "$@")
            [ -n "$devices" ] || echo 'missing no network device leads to the other nodes'
            for device in $devices; do
              root=$(root_of "$device")
              case $root in
                ''|*' 0:'|'htb 7061:') ;;
                *) echo "foreign $device has the root qdisc $root of somebody else, which is not touched; delete it first";;
              esac
            done
            exit 0
            """;

    private static final String PREPARE = FUNCTIONS + """
            rate=$2 netem=$3; shift 3
            devices=$(devices "$@")
            [ -n "$devices" ] || { echo 'no network device leads to the other nodes' >&2; exit 1; }
            for device in $devices; do
              [ "$(root_of "$device")" != 'htb 7061:' ] || tc qdisc del dev "$device" root handle 7061: || exit 1
              tc qdisc add dev "$device" root handle 7061: htb default 0 || exit 1
              tc class add dev "$device" parent 7061: classid 7061:1 htb $rate quantum 60000 || exit 1
              [ -z "$netem" ] || tc qdisc add dev "$device" parent 7061:1 handle 7062: netem $netem || exit 1
            done
            """;

    private static final String INJECT = FUNCTIONS + """
            shift
            for device in $(devices "$@"); do
              tc filter del dev "$device" parent 7061: 2>/dev/null
              for address; do
                case $address in
                  *:*) echo "filter add dev $device parent 7061: protocol ipv6 prio 2 u32 match ip6 dst $address/128 flowid 7061:1";;
                  *) echo "filter add dev $device parent 7061: protocol ip prio 1 u32 match ip dst $address/32 flowid 7061:1";;
                esac
              done | tc -batch - || exit 1
            done
            """;

    private static final String CLEAR = FUNCTIONS + """
            command -v tc >/dev/null || exit 0
            for device in $(ours); do
              foreign=$(tc qdisc show dev "$device" | grep ' parent 7061:' | grep -v '^qdisc netem 7062: ')
              if [ -n "$foreign" ]; then
                tc filter del dev "$device" parent 7061: 2>/dev/null
                echo "below our qdisc on $device hangs one of somebody else, so ours stays, without effect: $foreign" >&2
              else
                tc qdisc del dev "$device" root handle 7061:
              fi
            done
            all=$(tc qdisc show) || exit 1
            ! printf '%s\\n' "$all" | grep '^qdisc htb 7061: ' >&2
            """;

    private static final String CHECK = """
            command -v tc >/dev/null || exit 0
            all=$(tc qdisc show) || exit 1
            ! printf '%s\\n' "$all" | grep '^qdisc htb 7061: '
            """;

    private static final String SHOW = FUNCTIONS + """
            for device in $(ours); do
              echo "device $device"
              tc -s qdisc show dev "$device" && tc -s class show dev "$device" \\
                && tc filter show dev "$device" parent 7061: || exit 1
            done
            exit 0
            """;

    private TrafficControl() {}

    /**
     * The command that prints what keeps a node from having our qdisc, for {@link TrafficFacts}; changes nothing.
     *
     * @param kinds the qdiscs that the kernel must have
     * @param peers the addresses of the other nodes
     */
    public static Command facts(List<String> kinds, List<String> peers) {
        return command("qdisc-facts", FACTS, List.of(String.join(" ", kinds)), peers);
    }

    /**
     * The command that puts our qdisc in place, with no packet picked for it yet.
     *
     * @param rate what the class may do, in the words of tc: {@code rate 1048576bps burst 32768 cburst 32768}
     * @param netem what netem does, in the words of tc; empty for no netem
     * @param peers the addresses of the other nodes
     */
    public static Command prepare(String rate, String netem, List<String> peers) {
        return command("qdisc-prepare", PREPARE, List.of(rate, netem), peers);
    }

    /** The command that picks packets to {@code peers}, and no others, for our qdisc. */
    public static Command inject(List<String> peers) {
        return command("qdisc-inject", INJECT, List.of(), peers);
    }

    /** The command that removes our qdisc from every device. */
    public static Command clear() {
        return command("qdisc-clear", CLEAR, List.of(), List.of());
    }

    /** The command that exits 0 if and only if no device has our qdisc, and prints where it is. */
    public static Command check() {
        return command("qdisc-check", CHECK, List.of(), List.of());
    }

    /** The command that prints our qdiscs with their counters, for {@link TrafficReading}. */
    public static Command show() {
        return command("qdisc-show", SHOW, List.of(), List.of());
    }

    private static Command command(String label, String script, List<String> first, List<String> more) {
        var words = new ArrayList<>(first);
        words.addAll(more);
        return Scripts.command(label, script, words.toArray(String[]::new)).within(DEADLINE);
    }
}
