import * as faults from './faults.ts';
import type { Lab } from './lab.ts';

type Fault = (lab: Lab, node: string, argument: string) => Promise<unknown>;

/** Faults by the words that `npm run lab -- fault` knows them by; some take an argument. */
export const FAULTS: Readonly<Record<string, Fault>> = {
  freeze: faults.freezeNode,
  thaw: faults.thawNode,
  kill: faults.killNode,
  stop: faults.stopNode,
  'switch-on': faults.switchOnNode,
  reboot: faults.rebootNode,
  unplug: faults.unplugNode,
  plug: faults.plugNode,
  'drop-port': (lab, node, port) => faults.dropPort(lab, node, numberFrom(port, 'a port')),
  'open-port': (lab, node, port) => faults.openPort(lab, node, numberFrom(port, 'a port')),
  'change-host-key': faults.changeHostKey,
  'stale-cluster': faults.leaveStaleCluster,
  'fill-disk': (lab, node, folder) => faults.fillDisk(lab, node, folderFrom(folder)),
  'empty-disk': (lab, node, folder) => faults.emptyDisk(lab, node, folderFrom(folder)),
  'narrow-link': (lab, node, kbit) => faults.narrowLink(lab, node, numberFrom(kbit, 'kilobits per second')),
  'widen-link': faults.widenLink,
  'skew-clock': (lab, node, seconds) => faults.skewClock(lab, node, numberFrom(seconds, 'seconds')),
  'mend-clock': faults.mendClock,
  reinstall: faults.reinstallNode,
};

function numberFrom(text: string, what: string): number {
  if (!/^-?\d+$/.test(text)) throw new Error(`this fault wants ${what} as its argument`);
  return Number(text);
}

function folderFrom(text: string): string {
  if (!text.startsWith('/')) throw new Error('this fault wants a folder (an absolute path) as its argument');
  return text;
}
