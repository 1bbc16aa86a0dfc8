import { shQuote } from './sh-text.ts';

/** Seconds that kube-vip gets to let the address go. */
const GONE_SECONDS = 30;

/**
 * sh lines for root that let another control plane take the cluster's address while kubeadm restarts the API server here, where this
 * host holds it: kube-vip's manifest is taken aside, so that it ends in order and gives its lease away at once. A holder
 * whose API server stops would keep the address until the lease has run out.
 * An address that something else holds, or this host by nature, is left alone. What was taken aside comes back, unless there
 * is a kube-vip in its place by then: an apply that was begun since may have brought another one, or the same in a new form.
 * @param vip the address, or a name, which no host holds
 */
export function vipAside(kubernetes: string, vip: string): { before: string; after: string } {
  const aside = shQuote(`${kubernetes}/.vip-aside`);
  const manifests = shQuote(`${kubernetes}/manifests`);
  const forgetReplaced = `! grep -qs 'image:.*kube-vip' ${manifests}/* || rm -rf ${aside}`;
  return {
    // Also what an earlier run took aside that was cut off.
    before: `${forgetReplaced}
holds_vip() { ip -o addr show 2>/dev/null | grep -qF ${shQuote(` ${vip}/`)}; }
if holds_vip; then
  waited=${GONE_SECONDS}
  for manifest in ${manifests}/*; do
    grep -q 'image:.*kube-vip' "$manifest" 2>/dev/null || continue
    mkdir -p ${aside} && mv -f "$manifest" ${aside}/ && waited=0
  done
  while holds_vip && [ "$waited" -lt ${GONE_SECONDS} ]; do sleep 1; waited=$((waited + 1)); done
  if holds_vip; then echo 'installer: this host keeps the address of the cluster'; else echo 'installer: another control plane takes the address of the cluster'; fi
fi`,
    after: `${forgetReplaced}
for manifest in ${aside}/*; do
  [ ! -f "$manifest" ] || mv -f "$manifest" ${manifests}/
done
rmdir ${aside} 2>/dev/null`,
  };
}
