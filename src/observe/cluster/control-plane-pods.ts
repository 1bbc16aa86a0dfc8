import type { ControlPlanePod } from '../../model/observed.ts';
import { arrayOf, type Json, objectOf, stringOf, stringsOf } from './json.ts';

/** Static pods of control planes among a PodList: kubeadm labels each with its component. */
export function controlPlanePods(list: Json): ControlPlanePod[] {
  return arrayOf(objectOf(list).items).flatMap((value) => {
    const pod = objectOf(value);
    const node = stringOf(objectOf(pod.spec).nodeName);
    const { component } = stringsOf(objectOf(pod.metadata).labels);
    if (node === undefined || component === undefined) return [];
    const conditions = arrayOf(objectOf(pod.status).conditions).map(objectOf);
    return [{ node, component, ready: conditions.some(({ type, status }) => type === 'Ready' && status === 'True') }];
  });
}
