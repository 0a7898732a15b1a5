#!/bin/sh
# The first process of a virtual machine: what the kernel's command line says is in the environment.
export PATH=/usr/sbin:/usr/bin:/sbin:/bin
mount -t proc proc /proc
mount -t sysfs sysfs /sys
mount -t devtmpfs devtmpfs /dev
mkdir -p /dev/pts /dev/shm
mount -t devpts devpts /dev/pts
mount -t tmpfs tmpfs /run
mkdir -p /run/sshd /run/lock
hostname "$node"
ip link set lo up
ip address add "$address/24" dev eth0
ip link set eth0 up
# Not exec: whoever is orphaned is waited for by this process.
while :; do
  /usr/sbin/sshd -D -e
done
