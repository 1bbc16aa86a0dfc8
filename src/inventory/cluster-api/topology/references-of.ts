import { type ClusterApiObject, fieldsOf, valueAt } from '../cluster-api-object.ts';
import type { Reference } from './check-patches.ts';

/** The templates that a ClusterClass refers to, and what each is for. */
export function referencesOf({ value }: ClusterApiObject): Reference[] {
  const at = (place: unknown, target: Reference['target']): Reference[] => {
    const { ref, templateRef } = fieldsOf(place);
    const { kind, apiVersion, name } = fieldsOf(ref ?? templateRef);
    return typeof kind === 'string' && typeof apiVersion === 'string'
      ? [{ kind, apiVersion, name: String(name), target }]
      : [];
  };
  const workers = (list: string, kind: 'machineDeployment' | 'machinePool'): Reference[] => {
    const classes = valueAt(value, ['spec', 'workers', list]);
    return (Array.isArray(classes) ? classes : []).flatMap((each) => {
      const target = { kind, class: String(fieldsOf(each).class) };
      return [valueAt(each, ['template', 'bootstrap']), valueAt(each, ['bootstrap'])].flatMap((place) =>
        at(place, target),
      );
    });
  };
  return [
    ...at(valueAt(value, ['spec', 'controlPlane']), { kind: 'controlPlane' }),
    ...workers('machineDeployments', 'machineDeployment'),
    ...workers('machinePools', 'machinePool'),
  ];
}
