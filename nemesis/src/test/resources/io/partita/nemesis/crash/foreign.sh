# Puts in place what somebody else may have on a node: rules in every table, of both families and back ends, queues, files. All of it must be there,
# byte for byte, whatever has happened to the node since. Argument: the interface that gets a queue, or nothing.
set -e
export PATH=/usr/sbin:/usr/bin:/sbin:/bin
for tool in iptables-nft ip6tables-nft iptables-legacy ip6tables-legacy; do
  command -v "$tool" >/dev/null || continue
  "$tool" -w 5 -N FOREIGN
  "$tool" -w 5 -A INPUT -p tcp --dport 9 -m comment --comment 'somebody else' -j FOREIGN
  "$tool" -w 5 -A FOREIGN -p tcp --dport 9 -j REJECT
  "$tool" -w 5 -A OUTPUT -p udp --dport 9 -j DROP
  for table in mangle raw; do
    "$tool" -w 5 -t "$table" -A PREROUTING -p tcp --dport 9 -j ACCEPT
    "$tool" -w 5 -t "$table" -A OUTPUT -p tcp --dport 9 -j ACCEPT
  done
  "$tool" -w 5 -t nat -A POSTROUTING -p tcp --dport 9 -j ACCEPT
done
ip link add foreign0 type veth peer name foreign1
for link in foreign0 foreign1; do
  # An address of its own would be tentative for seconds, and the node not yet what it stays.
  ip link set "$link" addrgenmode none
  ip link set "$link" up
done
tc qdisc add dev foreign0 root tbf rate 1mbit burst 32kbit latency 400ms
[ -z "$1" ] || tc qdisc add dev "$1" root tbf rate 1gbit burst 2mb latency 400ms
mkdir -p /srv/foreign
echo 'of somebody else' >/srv/foreign/file
