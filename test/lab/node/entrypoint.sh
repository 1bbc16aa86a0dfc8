#!/bin/sh
# First process of a lab node: makes a container look enough like a server, then becomes systemd (or, with the word
# "sshd", only an SSH server, for the benchmarks). Runs again at every `docker restart`, which is our reboot.
# Most of it is a no-op on a cgroup v2 machine, therefore failures are tolerated where the reason is the machine.
set -u

# Docker mounts these three over the node's own files; a server has plain files that can be replaced by rename.
# Under the mount the file of the last boot is still there, so only the first boot copies.
for file in /etc/hostname /etc/hosts /etc/resolv.conf; do
  content=$(cat "$file")
  umount "$file" 2>/dev/null
  [ -s "$file" ] || printf '%s\n' "$content" >"$file"
done
hostname "$(cat /etc/hostname)" 2>/dev/null
# The lab has no DNS. Nobody listens on port 53 of the gateway, so a look-up is refused at once; asking Docker's own
# server would wait for five seconds, for example in every sudo on a host whose name is not in /etc/hosts.
echo "nameserver $(ip -4 route show default | awk '{ print $3; exit }')" >/etc/resolv.conf

# A node's users: keys and password come from the lab, once.
if [ -d /etc/lab-seed ]; then
  # Nor do two servers share a machine-id: systemd makes a new one at boot, unless D-Bus has kept that of the image.
  rm -f /var/lib/dbus/machine-id
  : >/etc/machine-id
  # The image has no host keys, as two servers never share them.
  install -m 0600 /etc/lab-seed/ssh_host_ed25519_key /etc/ssh/ssh_host_ed25519_key
  install -m 0644 /etc/lab-seed/ssh_host_ed25519_key.pub /etc/ssh/ssh_host_ed25519_key.pub
  for user in root ops opspw; do
    home=$(getent passwd "$user" | cut -d: -f6)
    install -d -m 0700 -o "$user" -g "$user" "$home/.ssh"
    install -m 0600 -o "$user" -g "$user" /etc/lab-seed/authorized_keys "$home/.ssh/authorized_keys"
  done
  chpasswd </etc/lab-seed/passwords
  [ -f /etc/lab-seed/sshd.conf ] && install -m 0644 /etc/lab-seed/sshd.conf /etc/ssh/sshd_config.d/lab.conf
  rm -rf /etc/lab-seed
fi

if [ "${1:-}" = sshd ]; then
  mkdir -p /run/sshd
  exec /usr/sbin/sshd -D -e
fi

# The kubelet's pods and systemd both want to write cgroups and sysctls.
for mount in /sys /sys/fs/cgroup /sys/fs/cgroup/*; do
  mount -o remount,bind,rw "$mount" 2>/dev/null
done
# Else privileged pods such as kube-proxy fail with "devices.allow: operation not permitted".
echo 'a *:* rwm' 2>/dev/null >/sys/fs/cgroup/devices/devices.allow
# The kubelet's cgroupRoot in the lab, see the inventory writer.
if [ ! -e /sys/fs/cgroup/cgroup.controllers ]; then
  for controller in /sys/fs/cgroup/*/; do mkdir -p "$controller/kubelet" 2>/dev/null; done
else
  mkdir -p /sys/fs/cgroup/kubelet 2>/dev/null
fi
mount --make-rshared /
# A server can load these; in a container they are there already or not at all. Listing those that are there as built
# in makes modprobe say yes to them, and no to the others.
modules=/lib/modules/$(uname -r)
if [ ! -e "$modules" ]; then
  mkdir -p "$modules"
  : >"$modules/modules.order"
  {
    [ -d /proc/sys/net/bridge ] && echo kernel/net/bridge/br_netfilter.ko
    [ -d /proc/sys/net/netfilter ] && echo kernel/net/netfilter/nf_conntrack.ko
    grep -qw overlay /proc/filesystems && echo kernel/fs/overlayfs/overlay.ko
    [ -d /proc/sys/net/ipv4/vs ] && echo kernel/net/netfilter/ipvs/ip_vs.ko
    grep -q . /proc/net/ip_tables_names 2>/dev/null && echo kernel/net/ipv4/netfilter/ip_tables.ko
  } >"$modules/modules.builtin"
  depmod 2>/dev/null
fi
[ -e /dev/kmsg ] || mknod /dev/kmsg c 1 11
chmod 0600 /dev/kmsg 2>/dev/null

exec /sbin/init
