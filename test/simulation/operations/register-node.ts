import type { Machine } from '../../../src/model/machine.ts';
import { connect } from '../world/sim-host.ts';
import { type Apply, type Running, until, viewOf } from './running.ts';

/** Starts a kubelet anew whose Node somebody deleted. */
export function* registerNode(apply: Apply, { name }: Machine): Running {
  const host = apply.world.host(name);
  const connected = connect(host);
  const isThere = () => viewOf(apply)?.nodes.some((node) => node.name === name) === true;
  if (isThere()) return true;
  yield;
  if (!connected()) return false;
  apply.deeds.restartKubelet(host);
  if (!(yield* until(isThere))) return false;
  // As long as it is not, who plans next would take it for one that ails.
  yield* until(() => viewOf(apply)?.nodes.some((node) => node.name === name && node.ready) === true);
  return isThere();
}
