#!/usr/bin/env bash
# Builds the file system of a node: a bare Debian 12 server with an SSH server and systemd, and nothing of Kubernetes.
#
#   build.sh WORKDIR MIRROR       writes WORKDIR/rootfs.tar and WORKDIR/dpkg-status
#
# Uses debootstrap, so that no image has to be pulled from anywhere.
set -euo pipefail

root=$(realpath -m "$1")/root
mirror=$2

# What an ordinary minimal server has. No containerd, no kubelet, no conntrack: the installer brings those.
packages=(
  systemd systemd-sysv dbus openssh-server sudo ca-certificates curl openssl
  iproute2 iptables nftables iputils-ping arping kmod procps psmisc less netbase e2fsprogs
  xz-utils zstd bash-completion libpam-runtime tzdata cron gnupg apt-transport-https
)
list=$(IFS=,; echo "${packages[*]}")

rm -rf "$root"
debootstrap --variant=minbase --include="$list" bookworm "$root" "$mirror"

# What a bare node has; the bundle holds what apt finds missing beside it.
cp "$root/var/lib/dpkg/status" "$1/dpkg-status"

chroot "$root" useradd -m -s /bin/bash ops
chroot "$root" useradd -m -s /bin/bash opspw
cat >"$root/etc/sudoers.d/lab" <<'EOF'
ops ALL=(ALL) NOPASSWD: ALL
opspw ALL=(ALL) ALL
EOF
chmod 0440 "$root/etc/sudoers.d/lab"
cat >"$root/etc/ssh/sshd_config.d/00-lab.conf" <<'EOF'
PermitRootLogin prohibit-password
HostKey /etc/ssh/ssh_host_ed25519_key
EOF

# Else systemd, as it boots, clears away the kubelet's folder in the controllers that it does not itself account for.
mkdir -p "$root/etc/systemd/system.conf.d"
printf '[Manager]\nDefaultCPUAccounting=yes\nDefaultBlockIOAccounting=yes\n' >"$root/etc/systemd/system.conf.d/lab.conf"

# Units that wait for hardware a container does not have.
chroot "$root" systemctl mask systemd-udevd.service systemd-udevd-kernel.socket systemd-udevd-control.socket \
  systemd-udev-trigger.service systemd-timesyncd.service getty.target \
  console-getty.service systemd-logind.service systemd-journald-audit.socket sys-kernel-debug.mount \
  sys-kernel-tracing.mount sys-kernel-config.mount dev-hugepages.mount e2scrub_reap.service apt-daily.timer \
  apt-daily-upgrade.timer >/dev/null
chroot "$root" systemctl set-default multi-user.target >/dev/null
chroot "$root" systemctl enable ssh.service >/dev/null

rm -rf "$root"/etc/ssh/ssh_host_* "$root"/var/cache/apt/archives/*.deb "$root"/var/lib/apt/lists/* \
  "$root"/usr/share/doc "$root"/usr/share/man "$root"/usr/share/locale "$root"/var/log/*.log
# Every node makes its own.
: >"$root/etc/machine-id"
: >"$root/etc/hostname"

tar -C "$root" --one-file-system --sort=name -cf "$1/rootfs.tar" .
rm -rf "$root"
