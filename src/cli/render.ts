import { type CommandUnknownOpts, Option } from '@commander-js/extra-typings';
import { examples } from './examples.ts';
import { fileOption } from './options.ts';

/** `installer render`: the Cluster API objects that an inventory stands for. Contacts no host. */
export function registerRender(program: CommandUnknownOpts): void {
  program
    .command('render')
    .description('print the Cluster API objects that an inventory stands for; contacts no host')
    .addOption(fileOption())
    .addOption(
      new Option('-o, --output <format>', 'form of the result on standard output')
        .choices(['yaml', 'json'] as const)
        .default('yaml' as const),
    )
    .addOption(
      new Option(
        '--api-version <version>',
        'of the objects; default: the one in whose words kubeadmConfigSpec is written',
      ).choices(['v1beta1', 'v1beta2'] as const),
    )
    .addHelpText(
      'after',
      examples([
        ['installer render -f inventory.yaml', 'one file that is the same cluster'],
        ['installer render -f inventory.yaml -f documents/', 'what topology and overlays come to'],
        ['installer render -f inventory.yaml --api-version v1beta2 -o json', 'a List, for other programs'],
      ]),
    )
    .action(async ({ file, output, apiVersion }) => {
      const { renderObjects } = await import('./render-objects.ts');
      await renderObjects(file, output, apiVersion);
    });
}
