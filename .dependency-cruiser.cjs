/** The import rules of docs/architecture.md. Type imports count: a room that knows another's types knows the room. */

const PURE = '^src/(model|plan|playbook|kubeadm|observe)/';

/** A package that only some files may import. */
const only = (name, packages, allowed, comment) => ({
  name,
  comment,
  severity: 'error',
  from: { path: '^src/', pathNot: allowed },
  to: { path: `node_modules/(${packages})/` },
});

module.exports = {
  forbidden: [
    {
      name: 'no-cycles',
      comment: 'Two files that need each other are one file, or hide a third.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'pure-rooms-stay-pure',
      comment: 'These rooms decide; they do not reach hosts, run, report or keep anything.',
      severity: 'error',
      from: { path: PURE },
      to: { path: '^src/(ssh|engine|report|state|operations|cli|main\\.ts)' },
    },
    {
      name: 'pure-rooms-touch-no-disk',
      comment: 'Only loading playbooks reads files.',
      severity: 'error',
      from: { path: PURE, pathNot: '^src/playbook/load' },
      to: { dependencyTypes: ['core'], path: '^(node:)?(fs|child_process)(/|$)' },
    },
    {
      name: 'engine-knows-no-kubernetes',
      comment: 'Operations are values handed to the engine; it imports events and errors, nothing else of ours.',
      severity: 'error',
      from: { path: '^src/engine/' },
      to: { path: '^src/', pathNot: '^src/(engine/|errors\\.ts$|model/event\\.ts$)' },
    },
    {
      name: 'only-main-imports-cli',
      comment: 'The command line is the top of the house.',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/(cli/|main\\.ts$)' },
      to: { path: '^src/(cli/|main\\.ts$)' },
    },
    {
      name: 'no-barrel-files',
      comment: 'Import a thing from the file that is named after it.',
      severity: 'error',
      from: {},
      to: { path: '^src/.*index\\.ts$', pathNot: '[a-z-]index\\.ts$' },
    },
    {
      name: 'product-imports-no-tests',
      comment: 'What is shipped does not know its tests.',
      severity: 'error',
      from: { path: '^src/' },
      to: { path: '^(test|scripts)/' },
    },
    {
      name: 'product-imports-no-dev-packages',
      comment: 'A development dependency is not there once the product is installed.',
      severity: 'error',
      from: { path: '^src/' },
      to: { dependencyTypes: ['npm-dev', 'npm-no-pkg', 'npm-unknown'], dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'no-unresolvable',
      comment:
        'An import that leads nowhere. Benchmarks run the product as it is built: dist/ is not there in a fresh clone.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true, pathNot: '/dist/' },
    },
    only('ssh2-only-in-ssh', 'ssh2|@types/ssh2', '^src/ssh/', 'One room speaks SSH.'),
    only('listr2-only-in-tty', 'listr2', '^src/report/tty\\.ts$', 'listr2 draws; it is not the engine.'),
    only('node-forge-only-in-pki', 'node-forge|@types/node-forge', '^src/pki/', 'One room issues certificates.'),
    only('graphviz-only-in-svg', '@hpcc-js/wasm-graphviz', '^src/report/svg\\.ts$', 'Pictures are drawn in one place.'),
    only(
      'commander-only-in-cli',
      'commander|@commander-js/extra-typings',
      '^src/(cli/|main\\.ts$)',
      'Nothing below the command line knows its flags.',
    ),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'node', 'default', 'types'] },
  },
};
