#!/bin/sh
# Debian's Chromium out of the stack's root, usable as Playwright's executablePath: the machine
# needs no browser of its own. Mounts live in a private namespace and go with the process; every
# step is an exec, so the pid and the debugging pipe (descriptors 3 and 4) stay the browser's.
set -eu
: "${TOWER_ROOT:?names the Debian root to take Chromium from}"
exec unshare --mount --propagation private -- sh -euc '
  root=$0
  mount --bind "$root" "$root"
  mount -o remount,bind,ro "$root"
  mount -t proc proc "$root/proc"
  mount --rbind /dev "$root/dev"
  mount --bind /tmp "$root/tmp"
  mount -t tmpfs -o mode=1777 tmpfs "$root/dev/shm"
  mount -t tmpfs tmpfs "$root/run"
  exec chroot "$root" env HOME=/tmp LANG=C.UTF-8 /usr/bin/chromium "$@"
' "$TOWER_ROOT" "$@"
