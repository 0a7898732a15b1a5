package io.partita.nemesis.node;

/**
 * The shell scripts of {@link OwnChain}. Their arguments are the label, the chain, the hook.
 *
 * <p>A table that cannot be read proves nothing: then every one of them fails.
 */
final class ChainScripts {

    /** {@code programs} prints the programs that our chains may be found with. */
    private static final String PROGRAMS = """
            programs() {
              command -v iptables >/dev/null && echo iptables
              [ -e /proc/net/if_inet6 ] && command -v ip6tables >/dev/null && echo ip6tables
            }
            """;

    /** {@code holds PROGRAM PATTERN}: 0 if a rule, chain or jump matches, 1 if none does, 2 if that cannot be read. */
    private static final String HOLDS = """
            holds() {
              rules=$("$1" -w 5 -S) || return 2
              printf '%s\\n' "$rules" | grep -Eq "$2"
            }
            """;

    /** {@code remove PROGRAM CHAIN}: from wherever it is jumped to. */
    private static final String REMOVE = """
            remove() {
              for from in INPUT OUTPUT FORWARD; do
                while "$1" -w 5 -D "$from" -j "$2" 2>/dev/null; do :; done
              done
              "$1" -w 5 -F "$2" 2>/dev/null
              "$1" -w 5 -X "$2" 2>/dev/null
            }
            """;

    static final String CLEAR = PROGRAMS + HOLDS + REMOVE + """
            status=0
            for program in $(programs); do
              holds "$program" " $2( |$)"
              [ $? = 1 ] && continue
              remove "$program" "$2"
              holds "$program" " $2( |$)"
              [ $? = 1 ] || status=1
            done
            exit $status
            """;

    /** Every chain whose name is that of partitions and more. */
    static final String CLEAR_ALL = PROGRAMS + HOLDS + REMOVE + """
            status=0
            for program in $(programs); do
              holds "$program" ' PARTITA_'
              [ $? = 1 ] && continue
              for chain in $("$program" -w 5 -S | sed -n 's/^-N \\(PARTITA_[A-Z]*\\)$/\\1/p'); do
                remove "$program" "$chain"
              done
              holds "$program" ' PARTITA_'
              [ $? = 1 ] || status=1
            done
            exit $status
            """;

    static final String CHECK_ALL = PROGRAMS + HOLDS + """
            for program in $(programs); do
              holds "$program" ' PARTITA_'
              [ $? = 1 ] || exit 1
            done
            exit 0
            """;

    static final String SHOW = PROGRAMS + """
            for program in $(programs); do
              saved=$("$program-save" -c -t filter) || exit 1
              printf '%s\\n' "$saved" | grep -E -e "[: ]$2( |\\$)" -e "-A $3 " | sed "s/^/$program /"
            done
            exit 0
            """;

    static final String CHECK = PROGRAMS + """
            for program in $(programs); do
              saved=$("$program-save" -t filter) || exit 1
              printf '%s\\n' "$saved" | grep -E "[: ]$2( |\\$)"
              [ $? = 1 ] || exit 1
            done
            exit 0
            """;

    private ChainScripts() {}
}
