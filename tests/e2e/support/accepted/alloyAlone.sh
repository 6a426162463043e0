#!/usr/bin/env bash
# Start Alloy in a folder and a network of its own, print its components once it is ready, and end it.
# Usage: unshare --mount --net --pid --fork --kill-child alloyAlone.sh ROOT ALLOY ARGUMENTS...
# ROOT has the files that Alloy is to find. Nothing that it sends leaves the network, which leads nowhere.
set -euo pipefail
root=$1
alloy=$2
shift 2

for folder in usr lib lib64 bin sbin dev etc/ssl; do
    [[ -d /$folder ]] || continue
    mkdir -p "$root/$folder"
    mount --rbind "/$folder" "$root/$folder"
done
mkdir -p "$root/proc"
mount -t proc proc "$root/proc"
touch "$root/alloy"
mount --bind "$alloy" "$root/alloy"

ip link set lo up
# Agents tell each other the address of their interface.
ip link add eth0 type veth peer name elsewhere
ip address add 192.0.2.20/24 dev eth0
ip link set elsewhere up
ip link set eth0 up

ask() { curl --silent --fail --noproxy '*' --max-time 5 "http://127.0.0.1:12345$1"; }

chroot "$root" /alloy "$@" >"$root/log" 2>&1 &
pid=$!
for ((tried = 0; tried < 300; tried++)); do
    if ask /-/ready >/dev/null && kill -0 $pid; then
        ask /api/v0/web/components
        exit
    fi
    kill -0 $pid 2>/dev/null || break
    sleep 0.2
done
grep --text '^Error' "$root/log" >&2 || tail -5 "$root/log" >&2
exit 1
