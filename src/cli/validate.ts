import type { CommandUnknownOpts } from '@commander-js/extra-typings';
import { countOf } from '../model/count-of.ts';
import { examples } from './examples.ts';
import { fileOption, outputOption } from './options.ts';

/** `installer validate`: every mistake of an inventory at once, without contacting a host. */
export function registerValidate(program: CommandUnknownOpts): void {
  program
    .command('validate')
    .description('check an inventory; contacts no host')
    .addOption(fileOption())
    .addOption(outputOption())
    .option('--no-check-files', 'do not check that keys, bundle, playbooks and manifests exist')
    .addHelpText(
      'after',
      examples([
        ['installer validate -f inventory.yaml', 'every mistake at once'],
        ['installer validate -f - --no-check-files < inventory.yaml', 'in a pipeline that has no keys and no bundle'],
      ]),
    )
    .action(async ({ file, output, checkFiles }) => {
      const { readInventory } = await import('../inventory/read-inventory.ts');
      const { InventoryError } = await import('../inventory/inventory-error.ts');
      const { renderProblem } = await import('../inventory/problem.ts');
      const { writeResult } = await import('./write-result.ts');
      try {
        const read = await readInventory({ files: file, cwd: process.cwd(), checkFiles });
        const { desired } = read;
        const warnings = [...read.warnings, ...read.kubeadmWarnings];
        if (output !== 'text')
          return await writeResult(output, { ok: true, cluster: desired.cluster.name, problems: warnings });
        for (const warning of warnings) process.stderr.write(`${renderProblem(warning)}\n`);
        const { controlPlane, machineDeployments, cluster } = desired;
        const workers = machineDeployments.reduce((sum, { replicas }) => sum + replicas, 0);
        process.stdout.write(
          `${cluster.name} is valid: Kubernetes ${controlPlane.version}, ${countOf(controlPlane.replicas, 'control plane')}, ` +
            `${countOf(workers, 'worker')}, endpoint ${cluster.endpoint.host}:${cluster.endpoint.port}\n`,
        );
      } catch (error) {
        if (output === 'text' || !(error instanceof InventoryError)) throw error;
        await writeResult(output, { ok: false, problems: error.problems });
        process.exitCode = error.exitCode;
      }
    });
}
