# Puts the programs of tasks on this node and takes them away. Arguments: VERB HOME. The directory holds:
#   .partita             proof that it is ours to delete
#   task.sh, serve.pl    the programs, which are copied here
#   ledger/TASK          what each task wrote
# Exit status 9: standard error holds the cause and the next step. What is used here and not defined here is in prelude.sh.
set -u
verb=$1 home=$2

# Kills whatever was started as one of our programs, or by one, and again what it may have started in the meantime. By the
# mark in the environment, never by a number alone. (grep's exit status says nothing here: some process is always gone
# before it is read.)
none_left() {
    environ=$(grep -lzxF -- "PARTITA_TASKS=$home" /proc/[0-9]*/environ 2>/dev/null) || :
    [ -n "$environ" ] || return 0
    for file in $environ; do
        pid=${file#/proc/}
        kill -s KILL "${pid%/environ}" 2>/dev/null
    done
    return 1
}

check_ours() {
    [ ! -e "$home" ] || [ -e "$home/.partita" ] ||
        refuse "$home exists and was not made by partita" "move it away, or choose another directory"
}

case $verb in
prepare)
    check_ours
    command -v perl >/dev/null || refuse "no perl on this node" "install it (Debian: apt-get install perl-base)"
    rm -rf "$home/ledger"
    # Tasks need not run as the user who logs in here.
    mkdir -p "$home/ledger" && : >"$home/.partita" && chmod 1777 "$home/ledger" ||
        refuse "cannot create $home as $(id -un)" "log in as a user who may, or choose another directory"
    ;;
kill)
    poll 100 none_left || refuse "a task survives SIGKILL" "look for it: grep -lz PARTITA_TASKS= /proc/[0-9]*/environ"
    ;;
remove)
    check_ours
    # The proof goes last: an interrupted removal can be repeated.
    [ ! -e "$home" ] || { find "$home" -mindepth 1 -maxdepth 1 ! -name .partita -exec rm -rf {} + && rm -rf "$home"; }
    ;;
*)
    echo "unknown verb $verb" >&2
    exit 64
    ;;
esac
