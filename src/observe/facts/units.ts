import type { FactSection } from '../section.ts';
import type { Seen } from '../seen.ts';

const UNITS = ['containerd', 'kubelet', 'installer-bootstrap', 'docker', 'crio'] as const;
type Unit = (typeof UNITS)[number];

/** systemd's ActiveState; `absent`: no such unit. */
export type UnitStates = Partial<Record<Unit, string>>;

/** The services that others read: one question to systemd for all of them. */
export const units: FactSection<object> = {
  slow: {
    units: {
      run: `limited systemctl show -p Id -p LoadState -p ActiveState ${UNITS.map((unit) => `${unit}.service`).join(' ')}`,
    },
  },
  parse: () => ({}),
};

/** State of each unit that systemd told about. */
export function unitStates(seen: Seen): UnitStates {
  const states: UnitStates = {};
  let block: Record<string, string> = {};
  const close = (): void => {
    const name = UNITS.find((unit) => block.Id === `${unit}.service`);
    if (name !== undefined) states[name] = block.LoadState === 'not-found' ? 'absent' : (block.ActiveState ?? '');
    block = {};
  };
  for (const line of seen.lines('units')) {
    const [, key, value] = /^(\w+)=(.*)$/.exec(line) ?? [];
    if (key === undefined || value === undefined) continue;
    // Properties come in an order of systemd's own; one that is named again belongs to the next unit.
    if (key in block) close();
    block[key] = value;
  }
  close();
  return states;
}
