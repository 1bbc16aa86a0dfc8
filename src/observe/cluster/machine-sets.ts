import type { KubeadmConfigSpec } from '../../model/desired.ts';
import type { MachineSet } from '../../model/machine-set.ts';
import { FieldReader } from './field-reader.ts';
import { arrayOf, type Json, objectOf } from './json.ts';

/** Sets of a list as the API gives it. One that is not understood is left out: nothing is guessed. */
export function machineSets(list: Json): MachineSet[] {
  return arrayOf(objectOf(list).items).flatMap((item) => machineSet(item) ?? []);
}

function machineSet(item: Json): MachineSet | undefined {
  const resource = new FieldReader(item);
  const metadata = resource.within('metadata');
  const spec = resource.within('spec');
  const set: MachineSet = {
    name: metadata.text('name'),
    owner: spec.text('owner'),
    revision: spec.number('revision'),
    version: spec.text('version'),
    template: spec.text('template'),
    kubeadmConfigSpec: objectOf(objectOf(objectOf(item).spec).kubeadmConfigSpec) as KubeadmConfigSpec,
    omitted: spec.list('omitted'),
    createdAt: metadata.text('creationTimestamp'),
  };
  return resource.understood ? set : undefined;
}
