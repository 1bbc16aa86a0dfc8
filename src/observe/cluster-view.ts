import { type ReadScript, readScript } from '../model/host-handle.ts';
import { MACHINE_API_VERSION, MACHINE_RESOURCE } from '../model/machine-resource.ts';
import { MACHINE_SET_API_VERSION, MACHINE_SET_RESOURCE } from '../model/machine-set-resource.ts';
import type { ClusterView } from '../model/observed.ts';
import { REMEDIATIONS_CONFIG_MAP } from '../model/remediations-map.ts';
import { tryParseVersion } from '../model/version.ts';
import { answersOf } from './cluster/answers.ts';
import { controlPlanePods } from './cluster/control-plane-pods.ts';
import { ETCD_PATHS, etcdMembers } from './cluster/etcd-members.ts';
import { arrayOf, type Json, objectOf, parseJson, stringOf, stringsOf } from './cluster/json.ts';
import { machineRecords } from './cluster/machine-records.ts';
import { machineSets } from './cluster/machine-sets.ts';
import { nodeView } from './cluster/node-view.ts';
import { pastRemediations } from './cluster/past-remediations.ts';
import { quote } from './quote.ts';

export interface ClusterViewQuestion {
  /** The control-plane host that is asked; its node name. */
  node: string;
  /** Where its own API server listens: an address that its certificate names (kubeadm: localAPIEndpoint). */
  address: string;
  port: number;
  /** spec.cluster.controlPlaneEndpoint. */
  endpoint: { host: string; port: number };
}

/** ConfigMap in kube-system: what of spec.manifests was applied last, name → sha256. */
export const MANIFESTS_CONFIG_MAP = 'installer-manifests';

const PATHS = {
  nodes: '/api/v1/nodes',
  kubeSystem: '/api/v1/namespaces/kube-system',
  manifests: `/api/v1/namespaces/kube-system/configmaps/${MANIFESTS_CONFIG_MAP}`,
  remediations: `/api/v1/namespaces/kube-system/configmaps/${REMEDIATIONS_CONFIG_MAP}`,
  version: '/version',
  // Static pods: kubeadm labels them so.
  pods: '/api/v1/namespaces/kube-system/pods?labelSelector=tier%3Dcontrol-plane',
  kubeadm: '/api/v1/namespaces/kube-system/configmaps/kubeadm-config',
  kubeProxy: '/apis/apps/v1/namespaces/kube-system/daemonsets/kube-proxy',
  records: `/apis/${MACHINE_API_VERSION}/${MACHINE_RESOURCE.plural}`,
  machineSets: `/apis/${MACHINE_SET_API_VERSION}/${MACHINE_SET_RESOURCE.plural}`,
};

/**
 * Asks the cluster through one of its control planes: that host's own API server and etcd, so that neither the VIP nor
 * another control plane is needed. With curl and the host's own client certificates that is three processes; without
 * curl, kubectl and etcdctl do. Changes nothing. A silent endpoint or etcd member costs 3 seconds at most.
 */
export function clusterViewScript({ node, address, port, endpoint }: ClusterViewQuestion): ReadScript {
  return readScript(`{
LC_ALL=C; export LC_ALL
PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin:/opt/bin:\${PATH:-}; export PATH
has() { command -v "$1" >/dev/null 2>&1; }
node=${quote(node)}
server=${quote(url(address, port))}
endpoint=${quote(url(endpoint.host, endpoint.port))}
pki=/etc/kubernetes/pki
api() { curl -sS -A installer --noproxy '*' --connect-timeout 3 --max-time 10 --cacert $pki/ca.crt --cert $pki/apiserver-kubelet-client.crt --key $pki/apiserver-kubelet-client.key "$@"; }
etcd() { curl -sS -A installer --noproxy '*' --connect-timeout 2 --max-time 3 --cacert $pki/etcd/ca.crt --cert $pki/apiserver-etcd-client.crt --key $pki/apiserver-etcd-client.key "$@"; }
# A cache folder that cannot be made: asking leaves nothing behind in root's home.
k() { kubectl --cache-dir /dev/null/none --kubeconfig /etc/kubernetes/admin.conf --request-timeout=5s --server "$@"; }
in_etcd() { k "$server" -n kube-system exec "etcd-$node" -- etcdctl --endpoints https://127.0.0.1:2379 --cacert $pki/etcd/ca.crt --cert $pki/etcd/healthcheck-client.crt --key $pki/etcd/healthcheck-client.key "$@"; }
by_curl=; has curl && [ -r $pki/apiserver-kubelet-client.key ] && by_curl=1
{
if [ "$by_curl" ]; then
  printf '##endpoint:%s\\n' "$(api --max-time 3 -o /dev/null -w '%{http_code}' "$endpoint/healthz" 2>/dev/null)"
else
  k "$endpoint" get --raw /healthz >/dev/null 2>&1 && echo '##endpoint:200'
fi
} | {
echo "##via:$node"
if [ "$by_curl" ]; then
  { why=$(api --fail-early -w '\\n##http:%{http_code} %{url_effective}\\n' ${paths()} 2>&1 >&3); } 3>&1
  printf '##why:%s\\n' "$why"
elif [ -r /etc/kubernetes/admin.conf ] && has kubectl; then
  for p in ${Object.values(PATHS).map(quote).join(' ')}; do
    if out=$(k "$server" get --raw "$p" 2>&1); then printf '%s\\n##http:200 %s\\n' "$out" "$p"
    else case $out in
      *'(NotFound)'*) printf '##http:404 %s\\n' "$p" ;;
      *) printf '##http:500 %s\\n##why:%s\\n' "$p" "$(printf '%s' "$out" | tail -n 1)" ;;
    esac; fi
  done
else
  echo '##why:this host holds no admin.conf, or no kubectl'
fi
if [ "$by_curl" ] && [ -r $pki/apiserver-etcd-client.key ]; then
  members=$(etcd -d '{}' -w '\\n##http:%{http_code} %{url_effective}\\n' ${Object.values(ETCD_PATHS)
    .map((path) => `https://127.0.0.1:2379${path}`)
    .join(' ')} 2>/dev/null)
  printf '%s\\n' "$members"
  set --
  for u in $(printf '%s' "$members" | grep -oE '"clientURLs":\\["[^"]+' | grep -oE 'https?://.*'); do set -- "$@" -o /dev/null "$u/health"; done
  # curl learned to ask in parallel with 7.66; an older one refuses the option with status 2.
  [ $# = 0 ] || etcd -Z -w '##health:%{http_code} %{url_effective}\\n' "$@" 2>/dev/null \\
    || { [ $? = 2 ] && etcd -w '##health:%{http_code} %{url_effective}\\n' "$@" 2>/dev/null; }
elif [ -r $pki/etcd/healthcheck-client.key ] && has kubectl; then
  printf '##members\\n%s\\n' "$(in_etcd member list -w json 2>/dev/null)"
  printf '##status\\n%s\\n' "$(in_etcd endpoint status -w json 2>/dev/null)"
  printf '##healths\\n%s\\n' "$(in_etcd endpoint health --cluster -w json 2>/dev/null)"
fi
cat
echo '##end'
}
} </dev/null
`);
}

/** Reads the answer to `clusterViewScript`. Pure. `unavailable` says why the API server gave no answer. */
export function parseClusterView(stdout: string): ClusterView | { unavailable: string } {
  const answers = answersOf(stdout);
  const nodes = answers.body(PATHS.nodes);
  const kubeSystem = answers.body(PATHS.kubeSystem);
  const uid = stringOf(objectOf(objectOf(parseJson(kubeSystem)).metadata).uid);
  if (nodes === undefined || uid === undefined) return { unavailable: reason(answers) };
  const records = answers.missing(PATHS.records) ? { items: [] } : parseJson(answers.body(PATHS.records));
  if (!Array.isArray(objectOf(records).items)) {
    return { unavailable: `the machine records are not told: ${reason(answers)}` };
  }
  const sets = answers.missing(PATHS.machineSets) ? { items: [] } : parseJson(answers.body(PATHS.machineSets));
  const remediations = pastRemediations(parseJson(answers.body(PATHS.remediations)));
  const pods = answers.body(PATHS.pods);
  const { ClusterConfiguration: clusterConfiguration } = configMap(parseJson(answers.body(PATHS.kubeadm)));
  const kubernetesVersion = stringOf(objectOf(parseJson(answers.body(PATHS.version))).gitVersion);
  return {
    via: answers.line('via') ?? '',
    uid,
    ...(kubernetesVersion !== undefined && { kubernetesVersion }),
    ...proxyVersion(parseJson(answers.body(PATHS.kubeProxy))),
    ...(clusterConfiguration !== undefined && { clusterConfiguration }),
    nodes: arrayOf(objectOf(parseJson(nodes)).items).map(nodeView),
    etcdMembers: etcdMembers(answers),
    // 401 and 403 come from an API server that lets nobody in unknown: it answers.
    endpointAnswers: ['200', '401', '403'].includes(answers.line('endpoint') ?? ''),
    appliedManifests: configMap(parseJson(answers.body(PATHS.manifests))),
    records: machineRecords(records),
    ...(remediations.length > 0 && { pastRemediations: remediations }),
    ...(Array.isArray(objectOf(sets).items) && { machineSets: machineSets(sets) }),
    ...(pods !== undefined && { controlPlanePods: controlPlanePods(parseJson(pods)) }),
  };
}

/** kubeadm writes the version as tag of the image, `+` as `_`. */
function proxyVersion(daemonSet: Json): Pick<ClusterView, 'kubeProxyVersion'> {
  const template = objectOf(objectOf(objectOf(daemonSet).spec).template);
  const [container] = arrayOf(objectOf(template.spec).containers);
  const tag = /:(v[^:@/]+)(?:@.*)?$/.exec(stringOf(objectOf(container).image) ?? '')?.[1]?.replace('_', '+');
  return tag !== undefined && tryParseVersion(tag) ? { kubeProxyVersion: tag } : {};
}

function configMap(value: Json): Record<string, string> {
  return stringsOf(objectOf(value).data);
}

function reason(answers: ReturnType<typeof answersOf>): string {
  const why = answers.line('why');
  if (why !== undefined && why !== '') return why.replace(/^curl: \(\d+\) /, '');
  const refused = answers.refusal(PATHS.nodes) ?? answers.refusal(PATHS.kubeSystem) ?? answers.refusal(PATHS.records);
  return refused ?? 'the API server gave no answer';
}

function paths(): string {
  return Object.values(PATHS)
    .map((path) => `"$server${path}"`)
    .join(' ');
}

function url(host: string, port: number): string {
  return `https://${host.includes(':') ? `[${host}]` : host}:${port}`;
}
