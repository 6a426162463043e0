#!/usr/bin/env bash
# What a second node on the same machine sees otherwise than the first. Runs in a mount and a network namespace of its
# own, and keeps them for those who join it.
#   second.sh FOLDER PATH...    FOLDER has, below itself, what is to be seen at each PATH
set -euo pipefail
folder=$1
# What the second kubelet mounts has to be seen in its pods, as on any node.
mount --make-rshared /
for point in "${@:2}"; do mount --bind "$folder$point" "$point"; done
# As after a start of the machine; the journal moves on from here only if it is in memory.
for point in /run/log /run/systemd/journal; do mount -t tmpfs tmpfs "$point"; done
ip link set lo up
exec sleep infinity
