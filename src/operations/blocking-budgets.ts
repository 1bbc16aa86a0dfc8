import { countOf } from '../model/count-of.ts';
import { readScript } from '../model/host-handle.ts';
import { arrayOf, type Json, objectOf, parseJson, stringOf, stringsOf } from '../observe/cluster/json.ts';
import { type ControlPlaneHost, kubectlPreamble } from './control-plane-access.ts';
import type { WaitedPod } from './drain-progress.ts';

/** A PodDisruptionBudget. */
export interface Budget {
  /** `namespace/name` */
  name: string;
  /** Pods that have to be healthy, and that are. Absent: it was not told. */
  wanted?: number;
  healthy?: number;
}

/**
 * Budgets that let none of these pods go; kubectl says that there is one and not which. None where nobody tells: what is
 * known without them is then all there is to say.
 */
export async function blockingBudgets(
  controlPlane: ControlPlaneHost,
  node: string,
  pods: readonly WaitedPod[],
  signal: AbortSignal,
): Promise<Budget[]> {
  const script = `${kubectlPreamble(controlPlane)}
k get pods -A --field-selector 'spec.nodeName=${node}' -o go-template='{{range .items}}{{.metadata.namespace}}/{{.metadata.name}}{{range $key, $value := .metadata.labels}} {{$key}}={{$value}}{{end}}{{"\\n"}}{{end}}' || exit
echo
k get poddisruptionbudgets -A -o json
`;
  try {
    const result = await controlPlane.host.read(readScript(script), {
      title: 'budgets of the pods that are left',
      signal,
      timeoutMs: 30_000,
    });
    return result.code === 0
      ? budgetsOf(
          result.stdout,
          pods.map(({ pod }) => pod),
        )
      : [];
  } catch {
    signal.throwIfAborted();
    return [];
  }
}

/** `default/web (2 healthy pods wanted, 1 there)` */
export function budgetInWords({ name, wanted, healthy }: Budget): string {
  return wanted === undefined || healthy === undefined
    ? name
    : `${name} (${countOf(wanted, 'healthy pod')} wanted, ${healthy} there)`;
}

/**
 * Reads the answer: a line for each pod, `namespace/name label=value …`, an empty one, then the list of budgets. Of those
 * that select one of `pods` the ones that allow no disruption; where by now each of them allows one, all. Pure.
 */
export function budgetsOf(stdout: string, pods: readonly string[]): Budget[] {
  const [podLines = '', list = ''] = stdout.split(/\n\n(.*)/s);
  const blocked = podLines.split('\n').flatMap((line) => {
    const [pod = '', ...labels] = line.split(' ');
    return pods.includes(pod) ? [{ namespace: pod.split('/')[0], labels: labelsOf(labels) }] : [];
  });
  const concerned = arrayOf(objectOf(parseJson(list)).items)
    .map(objectOf)
    .filter(({ metadata, spec, apiVersion }) => {
      const { namespace } = objectOf(metadata);
      const { selector } = objectOf(spec);
      return blocked.some((pod) => pod.namespace === namespace && selects(selector, pod.labels, apiVersion));
    });
  // Counted by the cluster, percentages among them. As long as it has not counted, the API refuses every eviction.
  const refusing = concerned.filter(({ status }) => {
    const { disruptionsAllowed } = objectOf(status);
    return !(typeof disruptionsAllowed === 'number' && disruptionsAllowed > 0);
  });
  return (refusing.length > 0 ? refusing : concerned).map(({ metadata, status }) => {
    const { namespace, name } = objectOf(metadata);
    const { desiredHealthy, currentHealthy } = objectOf(status);
    return {
      name: `${stringOf(namespace) ?? ''}/${stringOf(name) ?? ''}`,
      ...(typeof desiredHealthy === 'number' && { wanted: desiredHealthy }),
      ...(typeof currentHealthy === 'number' && { healthy: currentHealthy }),
    };
  });
}

function labelsOf(pairs: readonly string[]): ReadonlyMap<string, string> {
  return new Map(pairs.map((pair) => [pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1)]));
}

/** An empty selector selects every pod; in policy/v1beta1 it selected none. */
function selects(selector: Json, labels: ReadonlyMap<string, string>, apiVersion: Json): boolean {
  if (selector === undefined || selector === null) return false;
  const { matchLabels, matchExpressions } = objectOf(selector);
  const pairs = Object.entries(stringsOf(matchLabels));
  const expressions = arrayOf(matchExpressions).map(objectOf);
  if (pairs.length + expressions.length === 0) return apiVersion !== 'policy/v1beta1';
  return (
    pairs.every(([key, value]) => labels.get(key) === value) &&
    expressions.every(({ key, operator, values }) => {
      const value = labels.get(stringOf(key) ?? '');
      const among = value !== undefined && arrayOf(values).includes(value);
      if (operator === 'In') return among;
      if (operator === 'NotIn') return !among;
      return (operator === 'Exists') === (value !== undefined);
    })
  );
}
