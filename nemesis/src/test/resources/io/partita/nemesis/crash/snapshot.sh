# Prints what a node is like, as sections that begin with "=== NAME". Reads only. It shares nothing with the program that heals: it
# asks the kernel and the files, whatever the names are that faults give to their things.
export LC_ALL=C PATH=/usr/sbin:/usr/bin:/sbin:/bin
section() { printf '=== %s\n' "$1"; }

# When the node's first process began.
section boot
sed 's/.*) //' /proc/1/stat | cut -d ' ' -f 20

# Without tables that have no rule and let everything through: a kernel makes one, until it starts anew, when anybody looks.
filled() {
  awk '/^\*/ { table = ""; filled = 0 }
       { table = table $0 "\n" }
       !/^\*/ && !/^:[A-Z]+ ACCEPT$/ && !/^COMMIT$/ { filled = 1 }
       /^COMMIT$/ && filled { printf "%s", table }'
}

# Byte for byte, but for the counters and the comments, which have the time in them.
for family in iptables ip6tables; do
  for backend in nft legacy; do
    section "$family $backend"
    command -v "$family-$backend-save" >/dev/null && "$family-$backend-save" 2>/dev/null | sed -e '/^#/d' -e 's/ \[[0-9]*:[0-9]*\]$//' | filled
  done
done

section qdiscs
tc qdisc show
for link in /sys/class/net/*; do
  tc class show dev "${link##*/}"
  tc filter show dev "${link##*/}"
  tc filter show dev "${link##*/}" ingress 2>/dev/null
done

# The other end of a link is numbered anew whenever the node gets its power.
section network
ip -o addr show | sed 's/valid_lft.*//; s/ \+/ /g'
ip -o link show | sed 's/ \+/ /g; s/@if[0-9]*:/:/'
ip route show table all | sort
ip rule show

section mounts
cut -d ' ' -f 2- /proc/self/mounts

section stopped
for process in /proc/[0-9]*; do
  state=$(sed -n 's/^State:[[:space:]]*\(.\).*/\1/p' "$process/status" 2>/dev/null)
  case $state in T|t) printf '%s %s\n' "$state" "$(tr '\0' ' ' <"$process/cmdline" 2>/dev/null)";; esac
done

section frozen
for file in $(find /sys/fs/cgroup -name freezer.state -o -name cgroup.freeze 2>/dev/null); do
  printf '%s %s\n' "$file" "$(cat "$file" 2>/dev/null)"
done

section cgroups
find /sys/fs/cgroup -mindepth 1 -type d 2>/dev/null | sort

# Long-lived programs only: the reader itself, its session and the shells of others come and go.
section programs
for process in /proc/[0-9]*; do
  words=$(tr '\0' ' ' 2>/dev/null <"$process/cmdline")
  case $words in
    ''|sshd*|'sh -s '*|'sh -c '*|/bin/sh*|'bash '*|setsid*|'sleep '?|'sleep '??|'sleep 0'*|*sftp-server*) ;;
    'find '*|'sed '*|'sort '*|'tr '*|'cut '*|'cat '*|'grep '*|uniq*) ;;
    *) printf '%s\n' "$words";;
  esac
done | sort | uniq

section preloaded
for process in /proc/[0-9]*; do
  tr '\0' '\n' 2>/dev/null <"$process/environ" | grep -e '^LD_PRELOAD=' -e '^FAKETIME'
done | sort | uniq
cat /etc/ld.so.preload 2>/dev/null

section /run
find /run -mindepth 1 -maxdepth 3 -not -path '/run/user*' -not -path '/run/systemd*' -not -name 'sshd*' -not -name xtables.lock -not -path '/run/mount*' 2>/dev/null | sort

section 'big files'
# A ZooKeeper server preallocates the files of its transactions.
find /opt /var /tmp /run /root /home /srv -xdev -type f -size +4M -not -path '*/version-2/log.*' 2>/dev/null | sort

section /etc
find /etc -xdev -type f -exec cksum {} + 2>/dev/null | sort -k 3

section data
for directory in $1; do
  find "$directory" -xdev -printf '%y %m %U:%G %s %p\n' 2>/dev/null | sort
  find "$directory" -xdev -type f -exec sha256sum {} + 2>/dev/null | sort -k 2
done

# The reader's own time, to be compared with another machine's.
section time
date +%s.%N
exit 0
