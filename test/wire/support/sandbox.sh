#!/bin/sh
# Runs inside a mount namespace of its own: the users, passwords, sudo rules and PAM services of a test sshd exist only
# for it. Arguments: the prepared folder (etc/, sshd_config), then nothing. Becomes sshd.
set -eu
root=$1
mount --make-rprivate /
for file in passwd group shadow sudoers; do
  mount --bind "$root/etc/$file" "/etc/$file"
done
mount --bind "$root/etc/pam.d" /etc/pam.d
mount -t tmpfs -o mode=755 tmpfs /run
mkdir -p /run/sshd
exec /usr/sbin/sshd -D -e -f "$root/sshd_config"
