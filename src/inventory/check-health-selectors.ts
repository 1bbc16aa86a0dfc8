import type { Desired } from '../model/desired.ts';
import { selectsLabels } from '../model/label-selector.ts';
import { machineLabels } from '../model/machine-labels.ts';
import type { Complaint } from './problem.ts';

/** A health check that selects no machine says nothing, ever. Owners count that have no machine yet. */
export function checkHealthSelectors(desired: Desired): Complaint[] {
  const owners = [
    { title: 'the control plane', labels: machineLabels(desired, { role: 'control-plane', owner: 'control-plane' }) },
    ...desired.machineDeployments.map(({ name }) => ({
      title: name,
      labels: machineLabels(desired, { role: 'worker', owner: name }),
    })),
  ];
  const known = owners.map(({ title, labels }) => `${title}: ${inWords(labels)}`).join('; ');
  return (desired.machineHealthChecks ?? []).flatMap(({ name, selector }, index): Complaint[] => {
    if (owners.some(({ labels }) => selectsLabels(selector, labels))) return [];
    return [
      {
        severity: 'warning',
        path: ['spec', 'machineHealthChecks', index, 'selector'],
        at: 'value',
        message: `the health check ${name} selects no machine`,
        hint: `It is compared with labels of machines, not of nodes or hosts. Of ${known}.`,
      },
    ];
  });
}

/** As a selector has them, to be copied. */
function inWords(labels: Record<string, string>): string {
  const written = Object.entries(labels).map(([key, value]) => `${key}: ${value === '' ? '""' : value}`);
  return `{ ${written.join(', ')} }`;
}
