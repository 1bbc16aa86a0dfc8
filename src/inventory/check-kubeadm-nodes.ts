import type { Check, Complain } from './check.ts';
import { checkTaints } from './check-labels.ts';
import { record } from './effective.ts';
import { kubeadmSpecs } from './kubeadm-specs.ts';
import { nearest } from './nearest.ts';
import type { DocumentPath } from './problem.ts';

const EFFECTS = ['NoSchedule', 'PreferNoSchedule', 'NoExecute'];

/** What kubeadm takes in nodeRegistration and the kubelet or the API server then refuses. */
export const checkKubeadmNodes: Check = (inventory, complain) => {
  for (const { spec, path } of kubeadmSpecs(inventory)) {
    for (const name of ['initConfiguration', 'joinConfiguration'] as const) {
      const at = [...path, name, 'nodeRegistration'];
      const { criSocket, taints } = record(record(spec[name]).nodeRegistration);
      if (typeof criSocket === 'string') checkSocket(criSocket, [...at, 'criSocket'], complain);
      checkNodeTaints(Array.isArray(taints) ? taints.map(record) : [], [...at, 'taints'], complain);
    }
  }
};

function checkSocket(socket: string, at: DocumentPath, complain: Complain): void {
  if (socket === '' || /^(unix:\/\/)?\/[^\s]+$/.test(socket)) return;
  const path = /^(?:unix:)?\/*(?=(?:var|run|tmp)\/)(\S+)$/.exec(socket)?.[1];
  const hint = `For example: unix:///${path ?? 'run/containerd/containerd.sock'}`;
  complain(at, `criSocket ${socket} is no socket: it is a path, or unix:// and a path`, hint);
}

function checkNodeTaints(taints: readonly Record<string, unknown>[], at: DocumentPath, complain: Complain): void {
  const text = (value: unknown) => (typeof value === 'string' ? value : undefined);
  checkTaints(
    taints.map(({ key, value, effect }) => ({ key: text(key), value: text(value), effect: text(effect) })),
    at,
    complain,
  );
  for (const [index, { effect }] of taints.entries()) {
    if (typeof effect === 'string' && EFFECTS.includes(effect)) continue;
    // What is no text at all is said where the fields of kubeadm are checked.
    if (effect !== undefined && typeof effect !== 'string') continue;
    const meant = nearest(effect ?? '', EFFECTS);
    const known = `It is one of ${EFFECTS.join(', ')}.`;
    if (effect === undefined) complain.atKey([...at, index], 'this taint has no effect', known);
    else
      complain(
        [...at, index, 'effect'],
        `${effect} is not the effect of a taint`,
        meant ? `Did you mean ${meant}?` : known,
      );
  }
}
