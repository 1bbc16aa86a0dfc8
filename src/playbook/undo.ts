import type { PlaybookContext } from './context.ts';
import { expandPlaybooks } from './expand.ts';
import type { Playbook } from './playbook.ts';
import type { Step } from './step.ts';

/** Steps that take back what `steps` did, last step first; a step's own `undo` runs before its files are taken back. */
export function undoOf(steps: readonly Step[]): Step[] {
  return steps.toReversed().flatMap((step) => {
    const base = { timeout: step.timeout, secret: step.secret, onChange: [], undo: [], items: [] };
    const commands: Step[] =
      step.undo.length === 0
        ? []
        : [
            {
              ...base,
              id: `undo/${step.id}`,
              title: `undo ${step.title}`,
              action: { kind: 'always', commands: step.undo },
            },
          ];
    if (step.action.kind !== 'files' || step.action.files.length === 0) return commands;
    const files = step.action.files.toReversed();
    const title = `take back ${step.title}`;
    return [...commands, { ...base, id: `undo/${step.id}/files`, title, action: { kind: 'undo-files', files } }];
  });
}

/**
 * Everything that returns a host to bare: the stage `reset`, then the other stages undone in reverse, then whatever is
 * still recorded on the host (from playbooks or bundles that are no longer in the inventory), then the records.
 * @throws InstallerError `inventory-invalid` as expandPlaybooks
 */
export function expandReset(playbooks: readonly Playbook[], context: PlaybookContext): Step[] {
  const done = (['prepare', 'post'] as const).flatMap((stage) => expandPlaybooks(playbooks, context, stage));
  return [...expandPlaybooks(playbooks, context, 'reset'), ...undoOf(done), FORGET];
}

const FORGET: Step = {
  id: 'forget',
  title: 'forget this host',
  timeout: 60,
  secret: false,
  action: { kind: 'forget' },
  onChange: [],
  undo: [],
  items: [],
};
