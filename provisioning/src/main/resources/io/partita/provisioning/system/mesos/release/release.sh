# What is done on a node with released Mesos and Marathon beside running them. Arguments: VERB [more].
# Exit status 9: standard error holds the cause and the next step. What is used here and not defined here is in
# prelude.sh.
set -u
verb=$1
shift
sources=/etc/apt/sources.list.d/partita-mesos.list
lists=/var/lib/apt/lists
policy=/usr/sbin/policy-rc.d

# first NAME FILE...: NAME=FILE for the first file that is there.
first() {
    name=$1
    shift
    for file; do
        if [ -e "$file" ]; then
            echo "$name=$file"
            return
        fi
    done
}

installed() {
    # shellcheck disable=SC2016 # for dpkg-query
    dpkg-query -W -f '${Package} ${Status}\n' 2>/dev/null | sed -n 's/ install ok installed$//p' | sort
}

# allow COMMAND...: runs it; the log is what it said.
allow() {
    "$@" >"$log" 2>&1
}

install_packages() {
    allow apt-get install -y --no-install-recommends --allow-downgrades "$@"
}

case $verb in
unpack) # ARCHIVE DIRECTORY
    mkdir -p "$2" && tar -xf "$1" -C "$2" && rm -f "$1" ||
        refuse "cannot unpack $1" "look whether the disk is full, and whether tar here knows its compression"
    ;;
locate) # mesos|marathon PREFIX: NAME=PATH for what is there
    case $1 in
    mesos)
        first master "$2/sbin/mesos-master" "$2/bin/mesos-master"
        first agent "$2/sbin/mesos-agent" "$2/sbin/mesos-slave" "$2/bin/mesos-agent" "$2/bin/mesos-slave"
        library=$(first library "$2/lib/libmesos.so" "$2"/lib/*/libmesos.so "$2/lib64/libmesos.so" \
            "$2/local/lib/libmesos.so")
        if [ -n "$library" ]; then
            echo "$library"
            echo "libraries=$(dirname "${library#library=}")"
        fi
        first helpers "$2/libexec/mesos"
        first webui "$2/share/mesos/webui"
        ;;
    marathon)
        first marathon "$2/share/marathon/bin/marathon" "$2/bin/marathon" "$2/bin/start"
        ;;
    esac
    ;;
packages) # DIRECTORY LINE KEY|- PACKAGE[=VERSION]...: installs them and notes what is to be taken away again
    dir=$1 line=$2 key=$3
    shift 3
    export DEBIAN_FRONTEND=noninteractive
    command -v apt-get >/dev/null || refuse "no apt-get on this node" "name an archive or a prefix instead of packages"
    [ -e /var/lib/dpkg/status ] || refuse "this node has no package database" \
        "local nodes have none, but the /usr of this machine: install the packages here and give prefix=node:/usr"
    log=$dir/packages.log
    [ -e "$dir/packages.before" ] || installed >"$dir/packages.before"
    mkdir -p /etc/apt/sources.list.d /etc/apt/trusted.gpg.d
    # What apt learns of the repository goes with it.
    [ -e "$dir/lists.before" ] || find "$lists" ! -type d 2>/dev/null | sort >"$dir/lists.before"
    [ "$key" = - ] || { case $key in
        *.asc) cp "$key" /etc/apt/trusted.gpg.d/partita-mesos.asc ;;
        *) cp "$key" /etc/apt/trusted.gpg.d/partita-mesos.gpg ;;
        esac && rm -f "$key"; } || refuse "cannot write to /etc/apt/trusted.gpg.d as $(id -un)" "log in as root"
    echo "deb $line" >>"$sources" || refuse "cannot write $sources as $(id -un)" "log in as root"
    # Packages must not start their own services: 101 says so to those who ask.
    if [ ! -e "$policy" ]; then
        printf '#!/bin/sh\nexit 101\n' >"$policy" && chmod 755 "$policy"
        trap 'rm -f "$policy"' EXIT
    fi
    # A host that does not answer is a warning to apt, and no failure.
    allow apt-get update -o Dir::Etc::sourcelist="$sources" -o Dir::Etc::sourceparts=- -o APT::Get::List-Cleanup=0 &&
        ! grep -q '^[EW]: Failed to fetch' "$log" ||
        refuse "apt cannot read $line: $(grep -E '^(E:|W: Failed)' "$log" | head -n 1)" \
            "look whether this node reaches that host, and whether packages.key is the repository's key"
    install_packages "$@" || { allow apt-get update && install_packages "$@"; } ||
        refuse "apt cannot install $*: $(grep '^E:' "$log" | head -n 1)" "see $log on this node, and apt-cache policy"
    installed | comm -13 "$dir/packages.before" - >"$dir/packages"
    ;;
unpackage) # DIRECTORY: takes away what packages brought
    [ -e "$1/packages.before" ] || exit 0
    export DEBIAN_FRONTEND=noninteractive
    log=$1/packages.log
    installed | comm -13 "$1/packages.before" - >"$1/packages"
    # shellcheck disable=SC2046 # words
    [ ! -s "$1/packages" ] || allow apt-get purge -y $(cat "$1/packages") ||
        refuse "apt cannot remove what it installed: $(grep '^E:' "$log" | head -n 1)" "see $log on this node"
    rm -f "$sources" /etc/apt/trusted.gpg.d/partita-mesos.asc /etc/apt/trusted.gpg.d/partita-mesos.gpg
    find "$lists" ! -type d 2>/dev/null | sort | comm -13 "$1/lists.before" - |
        while IFS= read -r file; do rm -f -- "$file"; done
    rm -f "$1/packages.before"
    ;;
*)
    echo "unknown verb $verb" >&2
    exit 64
    ;;
esac
