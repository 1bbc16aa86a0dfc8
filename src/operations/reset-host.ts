import type { HostFacts } from '../model/facts.ts';
import { type CleanHostInput, cleanToBare, refuseAnother } from './clean-host.ts';
import { type ForgetInput, forgetMachine, forgetRecord } from './forget-machine.ts';
import type { Operation } from './operation.ts';

export interface ResetInput extends CleanHostInput {
  /** Set when the cluster goes on living without this machine. */
  leaving?: ForgetInput;
}

/** Returns a host to bare: kubeadm reset, everything that leaves behind, and everything the playbooks had brought. */
export function resetHost(input: ResetInput): Operation<HostFacts> {
  const { host, expected, leaving } = input;
  return {
    action: 'reset-host',
    observe: input.facts,
    changes: () => [{ what: 'reset', why: `${host.name} is to be bare again` }],
    apply: async (seen, context) => {
      refuseAnother(host.name, seen, expected);
      if (leaving) await forgetMachine(leaving, context);
      await cleanToBare(seen, input, context);
      if (leaving) await forgetRecord(leaving, context);
    },
  };
}
