import { atLeast } from '../model/version.ts';
import { shQuote } from './sh-text.ts';

/**
 * Whether kube-vip on the first control plane must hold /etc/kubernetes/super-admin.conf while init runs. From 1.29 on
 * admin.conf has no rights until init has bound them, which needs the VIP (kube-vip#684); from 1.36.1 on init talks to
 * the local API server instead. Only the host that ran init has the file, so joining ones never use it.
 */
export function initNeedsSuperAdmin(kubernetesVersion: string): boolean {
  return atLeast(kubernetesVersion, '1.29') && !atLeast(kubernetesVersion, '1.36.1');
}

/**
 * A sh function `use_admin_conf` that points kube-vip's manifest, whatever its file is called, back to admin.conf;
 * nothing to do is well done. The new text is made outside the manifests folder, since the kubelet starts whatever file
 * appears there.
 */
export function useAdminConf(kubernetes: string): string {
  const draft = shQuote(`${kubernetes}/.kube-vip.yaml.new`);
  const path = `path["']\\{0,1\\}[[:space:]]*:[[:space:]]*["']\\{0,1\\}[^"'[:space:]]*`;
  return `use_admin_conf() {
  for manifest in ${shQuote(`${kubernetes}/manifests`)}/*; do
    grep -q ${shQuote(`${path}super-admin\\.conf`)} "$manifest" 2>/dev/null || continue
    case $manifest in *kube-vip*) ;; *) grep -q kube-vip "$manifest" || continue ;; esac
    mode=$(stat -c %a "$manifest") && sed ${shQuote(`s|\\(${path}\\)super-admin\\.conf|\\1admin.conf|`)} "$manifest" > ${draft} &&
      chmod "$mode" ${draft} && mv -f ${draft} "$manifest" || return 1
  done
}`;
}
