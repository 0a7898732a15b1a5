package io.partita.nemesis.node;

import java.util.List;

/**
 * The shell scripts of {@link Firewall}.
 *
 * <p>Linux has two packet filters that hold at once: nf_tables and the older one of iptables, "legacy" since. A packet
 * passes only if both let it. Where the kernel and the node's programs have the older one, our chain is there: it takes a
 * transaction in an eighth of the time. A legacy table comes into being by being looked at, so those that do not exist
 * are passed over wherever we only look.
 */
final class FirewallScripts {

    private static final String REGISTERED = """
            registered() {
              case $1 in ip6*) names=/proc/net/ip6_tables_names;; *) names=/proc/net/ip_tables_names;; esac
              [ -e "$names" ] || return 1
              while read -r table; do
                [ "$table" = filter ] && return 0
              done <"$names"
              return 1
            }
            """;

    /**
     * {@code backends FAMILY} prints the programs that a chain of ours may be found with. Where programs say in their
     * names which filter they are for, the one without is the same as one of them.
     */
    private static final String BACKENDS = """
            has() { command -v "$1" >/dev/null; }
            backends() {
              [ "$1" = iptables ] || [ -e /proc/net/if_inet6 ] || return 0
              if has "$1-legacy" && registered "$1"; then echo "$1-legacy"; fi
              if has "$1-nft"; then echo "$1-nft"; elif has "$1" && ! has "$1-legacy"; then echo "$1"; fi
            }
            """;

    /**
     * {@code fast TRANSACTION FAMILY} runs the function TRANSACTION with the program that is fastest here. It falls back
     * to the usual one only if this kernel has no legacy table after all: then there can be no rule of ours in one.
     */
    private static final String FAST = """
            fast() {
              case $2 in ip6*) names=/proc/net/ip6_tables_names;; *) names=/proc/net/ip_tables_names;; esac
              if [ -e "$names" ] && command -v "$2-legacy-restore" >/dev/null; then
                "$1" "$2-legacy-restore" && return 0
                if registered "$2"; then return 1; fi
              fi
              "$1" "$2-restore"
            }
            """;

    /** {@code remove PROGRAM-restore}: refused as a whole when the jump or the chain is missing. */
    private static final String REMOVE = """
            remove() {
              "$1" --noflush -w 5 2>/dev/null <<'PARTITA_RULES'
            *filter
            -D INPUT -j PARTITA
            -F PARTITA
            -X PARTITA
            COMMIT
            PARTITA_RULES
            }
            """;

    /** A table that cannot be read proves nothing. What other chains of ours hold is their faults' business. */
    private static final String CLEAR_ALL = """
            gone() {
              rules=$("$1" -w 5 -S) || return 1
              case "$rules " in *" PARTITA"[!A-Za-z0-9_-]*) return 1;; esac
            }
            piecemeal() {
              while "$1" -w 5 -D INPUT -j PARTITA 2>/dev/null; do :; done
              "$1" -w 5 -F PARTITA 2>/dev/null
              "$1" -w 5 -X PARTITA 2>/dev/null
              gone "$1"
            }
            clear() {
              status=0
              for program in $(backends iptables) $(backends ip6tables); do
                gone "$program" || remove "$program-restore" || piecemeal "$program" || status=1
              done
              return $status
            }
            """;

    static final String CLEAR = REGISTERED + BACKENDS + REMOVE + CLEAR_ALL + "clear\n";

    private static final String SHOW_ALL = """
            show() {
              for program in $(backends iptables) $(backends ip6tables); do
                saved=$("$program-save" -c -t filter) || return 1
                printf '%s\\n' "$saved" | while IFS= read -r line; do
                  case $line in *PARTITA*|*'-A INPUT '*) printf '%s %s\\n' "$program" "$line";; esac
                done
              done
            }
            """;

    static final String SHOW = REGISTERED + BACKENDS + SHOW_ALL + "show\n";

    static final String CHECK = REGISTERED + BACKENDS + SHOW_ALL + """
            rules=$(show) || exit 1
            printf '%s\\n' "$rules" | grep -E '[ :]PARTITA( |$)'
            [ $? = 1 ]
            """;

    private FirewallScripts() {}

    /**
     * Loads the whole content of the chain. Two attempts, because a transaction cannot say "delete if there": the first
     * supposes that the jump exists and moves it to the first place, the second that it does not. A refused attempt changes
     * nothing.
     *
     * @param rules what the chain is to hold, for each of the families to be switched
     */
    static String load(List<FamilyRules> rules) {
        var script = new StringBuilder(REGISTERED + FAST);
        for (FamilyRules family : rules) {
            String head = "*filter\n:PARTITA - [0:0]\n";
            String tail = "-I INPUT 1 -j PARTITA\n" + family.rules() + "COMMIT\n";
            script.append("load_" + family.program() + "() {\n\"$1\" --noflush -w 5 2>/dev/null ")
                    .append(Scripts.hereDocument("PARTITA_AGAIN", head + "-D INPUT -j PARTITA\n" + tail))
                    .append("[ $? = 0 ] || \"$1\" --noflush -w 5 ")
                    .append(Scripts.hereDocument("PARTITA_FIRST", head + tail))
                    .append("}\n");
        }
        return script
                + atOnce(rules.stream()
                        .map(family -> "fast load_" + family.program() + " " + family.program())
                        .toList());
    }

    /** Removes chain and jump where {@link #load} has put them; if they are not there, looks everywhere. */
    static String mend(List<String> families) {
        return REGISTERED + FAST + REMOVE
                + "mend() {\n"
                + atOnce(
                        families.stream().map(family -> "fast remove " + family).toList())
                + "}\nmend && exit 0\n" + BACKENDS + CLEAR_ALL + "clear\n";
    }

    /** Runs all at the same time; fails if one does. */
    private static String atOnce(List<String> commands) {
        return commands.size() == 1
                ? commands.get(0) + "\n"
                : commands.get(1) + " & other=$!\n" + commands.get(0) + "; one=$?\nwait $other && [ $one = 0 ]\n";
    }

    /**
     * Rules for the chain in one address family.
     *
     * @param program {@code iptables} or {@code ip6tables}
     * @param rules lines that append to the chain
     */
    record FamilyRules(String program, String rules) {}
}
