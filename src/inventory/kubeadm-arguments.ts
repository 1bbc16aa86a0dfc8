import { record } from './effective.ts';
import type { PlacedSpec } from './kubeadm-specs.ts';
import type { DocumentPath } from './problem.ts';

/** One extra argument of a component, as it is written. */
export interface WrittenArgument {
  component: 'apiServer' | 'controllerManager' | 'scheduler' | 'etcd' | 'kubelet';
  name: string;
  value: unknown;
  path: DocumentPath;
  /** Its name is a field, not the value of one. */
  inKey: boolean;
  /** All arguments that are written beside it, itself included. */
  beside: Readonly<Record<string, unknown>>;
}

/** Every extra argument of a kubeadmConfigSpec: a mapping or, in v1beta2 and kubeadm v1beta4, a list of name and value. */
export function kubeadmArguments({ spec, path }: PlacedSpec): WrittenArgument[] {
  const { clusterConfiguration, initConfiguration, joinConfiguration } = record(spec);
  const cluster = record(clusterConfiguration);
  const of = (component: WrittenArgument['component'], args: unknown, ...place: string[]): WrittenArgument[] =>
    argumentsIn(args).map(({ at, ...argument }) => ({ component, ...argument, path: [...path, ...place, ...at] }));
  const components = (['apiServer', 'controllerManager', 'scheduler'] as const).flatMap((name) =>
    of(name, record(cluster[name]).extraArgs, 'clusterConfiguration', name, 'extraArgs'),
  );
  const kubelets = Object.entries({ initConfiguration, joinConfiguration }).flatMap(([name, configuration]) => {
    const { kubeletExtraArgs } = record(record(configuration).nodeRegistration);
    return of('kubelet', kubeletExtraArgs, name, 'nodeRegistration', 'kubeletExtraArgs');
  });
  const etcd = record(record(cluster.etcd).local).extraArgs;
  return [...components, ...of('etcd', etcd, 'clusterConfiguration', 'etcd', 'local', 'extraArgs'), ...kubelets];
}

function argumentsIn(args: unknown) {
  const list = Array.isArray(args) ? args.map(record) : undefined;
  const entries = list?.map(({ name, value }): [unknown, unknown] => [name, value]) ?? Object.entries(record(args));
  const named = entries.map(([name, value], index) => ({ name, value, index }));
  const beside = Object.fromEntries(named.map(({ name, value }) => [String(name), value]));
  return named.flatMap(({ name, value, index }) => {
    if (typeof name !== 'string') return [];
    return [{ name, value, at: list === undefined ? [name] : [index, 'name'], inKey: list === undefined, beside }];
  });
}
