#!/usr/bin/env bash
# Fetches what every build needs into one folder: Debian's kubernetes source tree and the Go that it wants.
#
#   source.sh DEST MIRROR       MIRROR is a Debian repository
#
# DEST/go            a private GOROOT. Go 1.15 exactly: kubeadm built with 1.18 or later crashes while it writes
#                    YAML (an old reflect2 under vendor/), so the previous Debian's compiler is unpacked here.
# DEST/gopath/...    the tree at k8s.io/kubernetes, patched as Debian patches it, with its generated files made.
#
# Nothing is installed on this machine; apt is given a configuration of its own under DEST.
set -euo pipefail

dest=$(realpath -m "$1")
mirror=$2
mkdir -p "$dest"

say() { echo "# $*"; }

apt_dir=$dest/apt
mkdir -p "$apt_dir/lists/partial" "$apt_dir/cache/archives/partial"
keyring=/usr/share/keyrings/debian-archive-keyring.gpg
cat >"$apt_dir/sources.list" <<EOF
deb-src [signed-by=$keyring] $mirror bookworm main
deb [signed-by=$keyring] $mirror bullseye main
EOF
cat >"$apt_dir/apt.conf" <<EOF
Dir::Etc::sourcelist "$apt_dir/sources.list";
Dir::Etc::sourceparts "/dev/null";
Dir::State::lists "$apt_dir/lists";
Dir::Cache "$apt_dir/cache";
APT::Sandbox::User "root";
EOF
export APT_CONFIG=$apt_dir/apt.conf

say 'reading the package lists of the source repository'
apt-get update -q

say 'fetching Go 1.15'
mkdir -p "$dest/debs"
(cd "$dest/debs" && apt-get download -q golang-1.15-go golang-1.15-src)
for deb in "$dest"/debs/*.deb; do dpkg -x "$deb" "$dest/debs/root"; done
# The two packages split GOROOT between /usr/lib and /usr/share with links from one to the other: follow them, so
# that the result is one folder that can be moved.
mkdir -p "$dest/go"
rm "$dest/debs/root/usr/lib/go-1.15/test"
cp -rL --preserve=mode,timestamps "$dest/debs/root/usr/lib/go-1.15/." "$dest/go/"

say 'fetching the kubernetes source'
mkdir -p "$dest/gopath/src/k8s.io" "$dest/fetch"
(cd "$dest/fetch" && apt-get source -q kubernetes)
mv "$dest"/fetch/kubernetes-*/ "$dest/gopath/src/k8s.io/kubernetes"
basename "$dest"/fetch/*.dsc .dsc >"$dest/source-version"

say 'generating the files that the tree does not carry (OpenAPI definitions, bindata)'
export PATH=$dest/go/bin:$PATH GOROOT=$dest/go GOCACHE=${GOCACHE:-$dest/gocache} GO111MODULE=off CGO_ENABLED=0
export HOME=${HOME:-/root} GOFLAGS=
make -C "$dest/gopath/src/k8s.io/kubernetes" generated_files
# Its _output holds absolute links and tools that nothing needs again.
rm -rf "$dest/gopath/src/k8s.io/kubernetes/_output" "$dest/debs" "$dest/fetch" "$apt_dir"
