# Fills the directory ROOT with what a virtual machine needs: this machine's programs and libraries, and from UNPACKED, the
# contents of packages, the modules of its kernel. Files of this machine's /etc are not copied, but for alternatives,
# which are links. Arguments: ROOT UNPACKED
set -e
root=$1 unpacked=$2
cd "$root"
mkdir -p usr/bin usr/sbin usr/lib usr/lib64 dev proc sys run tmp root var/log var/tmp etc/ssh
chmod 700 root
ln -s usr/bin bin; ln -s usr/sbin sbin; ln -s usr/lib lib; ln -s usr/lib64 lib64; ln -s /run var/run
chmod 1777 tmp var/tmp

# Programs, as their packages list them.
packages='bash coreutils dash debianutils diffutils e2fsprogs findutils grep gzip hostname iproute2 iptables libc-bin mawk
  mount openssh-server perl-base procps sed sysvinit-utils tar util-linux'
dpkg-query -L $packages | grep -E '^/(usr/)?(bin|sbin|lib|lib64|libexec)/' | grep -v '/systemd/\|/udev/' \
  | sort -u | while IFS= read -r file; do [ -d "$file" ] || [ ! -e "$file" ] || printf '%s\n' "$file"; done \
  | xargs -d '\n' cp -a --parents -t .
find /usr/bin /usr/sbin -lname '/etc/alternatives/*' | while IFS= read -r link; do
  target=$(readlink -f "$link") && [ -e ".$target" ] && ln -sf "$target" ".$link"
done || true
# Perl is asked for a module that is not in its smallest package.
perl -MTime::HiRes -e 'print map { "$_\n" } grep { m{/Time/HiRes} } values %INC, @DynaLoader::dl_shared_objects' \
  | xargs -d '\n' cp --parents -t .

# What is not installed here.
cp -a "$unpacked"/bin/. "$unpacked"/sbin/. usr/bin/
mkdir -p usr/lib/x86_64-linux-gnu
find "$unpacked/usr/lib" "$unpacked/lib" -name '*.so*' -exec cp -a -t usr/lib/x86_64-linux-gnu {} +

# The libraries of all of these.
find usr -type f \( -perm -100 -o -name '*.so' \) \
  -exec env LD_LIBRARY_PATH="$root/usr/lib/x86_64-linux-gnu" ldd {} + 2>/dev/null \
  | sed -n 's/^[[:space:]]\(.* => \)\{0,1\}\(\/[^ ]*\) (0x.*/\2/p' | grep -v "^$root" | sort -u \
  | xargs -d '\n' cp -L --parents -t .

# Modules, and what depends on what.
release=$(ls "$unpacked/usr/lib/uml/modules")
modules=lib/modules/$release
mkdir -p "$modules/kernel"
cp "$unpacked/usr/lib/uml/modules/$release"/modules.* "$modules/"
for part in crypto lib net/core net/sched net/netfilter net/ipv4 net/ipv6 drivers/md fs/fuse; do
  from=$unpacked/usr/lib/uml/modules/$release/kernel/$part
  if [ -e "$from" ]; then mkdir -p "$modules/kernel/$part"; cp -a "$from/." "$modules/kernel/$part/"; fi
done
ln -sf ../bin/kmod usr/sbin/modprobe
ln -s "$root/usr/bin/kmod" "$root/depmod"
"$root/depmod" -b "$root" "$release"
rm "$root/depmod"
