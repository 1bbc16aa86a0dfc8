import { unknownFields } from '../kubeadm/known-fields.ts';
import type { Check } from './check.ts';
import { kubeadmSpecs } from './kubeadm-specs.ts';
import { nearest } from './nearest.ts';
import { pathText } from './problem.ts';

/** Fields that kubeadm has in no version: a slip of the pen that would show when kubeadm runs. */
export const checkKubeadmFields: Check = (inventory, complain) => {
  for (const { spec, path } of kubeadmSpecs(inventory)) {
    for (const unknown of unknownFields(spec)) {
      const name = String(unknown.path.at(-1));
      const meant = nearest(name, unknown.known);
      const hint = meant === undefined ? `Its fields are ${unknown.known.join(', ')}.` : `Did you mean ${meant}?`;
      complain.atKey([...path, ...unknown.path], `kubeadm has no field ${pathText(unknown.path)}`, hint);
    }
  }
};
