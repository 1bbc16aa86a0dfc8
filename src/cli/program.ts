import { readFileSync } from 'node:fs';
import { Command, type CommandUnknownOpts } from '@commander-js/extra-typings';
import { registerApply } from './apply.ts';
import { registerCompletion } from './completion.ts';
import { registerExec } from './exec.ts';
import { registerFacts } from './facts.ts';
import { registerHeal } from './heal.ts';
import { registerKubeconfig } from './kubeconfig.ts';
import { registerPlan } from './plan.ts';
import { registerPlaybooks } from './playbooks.ts';
import { registerRender } from './render.ts';
import { registerReset } from './reset.ts';
import { registerRevisions } from './revisions.ts';
import { registerRuns } from './runs.ts';
import { registerStatus } from './status.ts';
import { registerValidate } from './validate.ts';

/** The command line: every subcommand registers itself; what they do is loaded only when they run. */
export function buildProgram(): Command {
  const program = new Command('installer')
    .description(
      'Turns an inventory of bare Linux hosts into a highly available kubeadm cluster over SSH, and keeps it so.',
    )
    .version(packageVersion(), '-V, --version')
    .option('--no-color', 'plain lines, as with NO_COLOR, TERM=dumb or in a pipe')
    .configureHelp({ showGlobalOptions: true })
    .showSuggestionAfterError()
    .exitOverride()
    .addHelpText('after', EPILOGUE)
    .hook('preAction', (top) => {
      // What decides on colour, ours and that of packages, reads the environment.
      if (top.opts().color === false) process.env.NO_COLOR = '1';
    });
  for (const register of [
    registerValidate,
    registerRender,
    registerPlan,
    registerApply,
    registerStatus,
    registerHeal,
    registerRevisions,
    registerRuns,
    registerKubeconfig,
    registerReset,
    registerFacts,
    registerExec,
    registerPlaybooks,
    registerCompletion,
  ]) {
    register(program);
  }
  hintAtHelp(program, program.name());
  return program;
}

/** After a mistake, each command names its own help. */
function hintAtHelp(command: CommandUnknownOpts, path: string): void {
  command.showHelpAfterError(`(${path} --help shows what there is)`);
  for (const sub of command.commands) hintAtHelp(sub, `${path} ${sub.name()}`);
}

const EPILOGUE = `
Start with:
  installer validate -f inventory.yaml
  installer plan -f inventory.yaml
  installer apply -f inventory.yaml

Exit codes: 0 done · 1 unexpected · 2 changes (plan --detailed-exitcode) · 10 inventory · 11 unreachable
            12 preflight · 13 operation failed · 14 cluster unhealthy · 15 locked · 64 usage · 130 interrupted`;

function packageVersion(): string {
  const text = readFileSync(new URL('../../package.json', import.meta.url), 'utf8');
  const { version } = JSON.parse(text) as { version: string };
  return version;
}
