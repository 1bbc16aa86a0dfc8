import { type KubeadmFieldFault, kubeadmFieldFaults } from '../kubeadm/known-fields.ts';
import type { Check } from './check.ts';
import { kubeadmSpecs } from './kubeadm-specs.ts';
import { nearest } from './nearest.ts';
import { pathText } from './problem.ts';
import { typeHint } from './type-hint.ts';

/** Fields that kubeadm has in no version, or with another form: a slip of the pen that would show when kubeadm runs. */
export const checkKubeadmFields: Check = (inventory, complain) => {
  for (const { spec, path } of kubeadmSpecs(inventory)) {
    for (const fault of kubeadmFieldFaults(spec)) {
      const name = String(fault.path.at(-1));
      const at = [...path, ...fault.path];
      if (fault.known === undefined) {
        const { words, type } = FORMS[fault.wanted ?? 'text'];
        complain(at, `${pathText(fault.path)} must be ${words}`, typeHint([type], fault.value, {}, at));
        continue;
      }
      const meant = nearest(name, fault.known);
      const hint = meant === undefined ? `Its fields are ${fault.known.join(', ')}.` : `Did you mean ${meant}?`;
      complain.atKey(at, `kubeadm has no field ${pathText(fault.path)}`, hint);
    }
  }
};

/** Each form in words, and the type of JSON that it is. */
const FORMS: Record<NonNullable<KubeadmFieldFault['wanted']>, { words: string; type: string }> = {
  text: { words: 'text', type: 'string' },
  texts: { words: 'a list of texts', type: 'array' },
  number: { words: 'a whole number', type: 'integer' },
  flag: { words: 'true or false', type: 'boolean' },
  flags: { words: 'an object, each field true or false', type: 'object' },
  duration: { words: 'a duration as 5m0s or 1h30m', type: 'duration' },
  object: { words: 'an object', type: 'object' },
  list: { words: 'a list', type: 'array' },
};
