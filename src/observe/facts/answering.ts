/** Components of a control plane that answer for their own health, and the ports kubeadm gives them. */
const ASKED = {
  'kube-apiserver': [6443, 'readyz'],
  'kube-controller-manager': [10257, 'healthz'],
  'kube-scheduler': [10259, 'healthz'],
} as const;

/**
 * POSIX sh that prints the name of each component which says on its own port that it is well; the port is the one of its
 * manifest. Nothing is printed for a component without a manifest, nor where there is no curl. They are asked side by side.
 */
export const ASK_COMPONENTS: string = `ask() {
  [ -f "/etc/kubernetes/manifests/$1.yaml" ] || return 0
  port=$(sed -n 's/.*--secure-port=\\([0-9][0-9]*\\).*/\\1/p' "/etc/kubernetes/manifests/$1.yaml" | head -n 1)
  code=$(curl -sk --noproxy '*' --max-time 3 -o /dev/null -w '%{http_code}' "https://127.0.0.1:\${port:-$2}/$3" 2>/dev/null)
  [ "$code" != 200 ] || echo "$1"
}
${Object.entries(ASKED)
  .map(([component, [port, path]]) => `ask ${component} ${port} ${path} &`)
  .join('\n')}
wait`;

/** The components that the script named. */
export function componentsIn(lines: readonly string[]): string[] {
  return lines.filter((line) => line in ASKED).sort();
}
