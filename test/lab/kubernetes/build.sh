#!/usr/bin/env bash
# Builds static Kubernetes binaries of one version from the fetched source.
#
#   build.sh SOURCE DEST VERSION BINARY...       e.g. build.sh ~/.cache/…/source /tmp/out v1.20.2 kubeadm kubelet
#
# VERSION may be another patch release than the source's own: the code is the same, only the version it says of
# itself differs. That is enough to walk through every step of an upgrade.
set -euo pipefail

source=$(realpath "$1")
dest=$(realpath -m "$2")
version=$3
shift 3
mkdir -p "$dest"

export GOROOT=$source/go GOPATH=$source/gopath GOCACHE=${GOCACHE:-$source/gocache}
export GO111MODULE=off CGO_ENABLED=0 GOOS=linux GOARCH=amd64 GOFLAGS=
export PATH=$GOROOT/bin:$PATH

major=$(echo "${version#v}" | cut -d. -f1)
minor=$(echo "${version#v}" | cut -d. -f2)
# Without these in both packages kubeadm calls its own kubelet "0.0.0-master" and refuses it.
flags='-s -w'
for package in k8s.io/kubernetes/vendor/k8s.io/component-base/version k8s.io/kubernetes/vendor/k8s.io/client-go/pkg/version; do
  flags+=" -X $package.gitVersion=$version -X $package.gitMajor=$major -X $package.gitMinor=$minor"
  flags+=" -X $package.gitCommit=faecb196815e248d3ecfb03c680a4507229c2a56 -X $package.gitTreeState=clean"
  flags+=" -X $package.buildDate=2021-01-13T13:20:00Z"
done

cd "$GOPATH/src/k8s.io/kubernetes"
for binary in "$@"; do
  start=$(date +%s)
  go build -trimpath -ldflags "$flags" -o "$dest/$binary" "./cmd/$binary"
  echo "# built $binary in $(($(date +%s) - start)) s"
done
