/** What the thirty steps are about: ten files, ten lines of one file, five folders, five commands that are guarded. */

export interface WantedFile {
  readonly path: string;
  readonly permissions: string;
  readonly content: string;
}

export const FILES = Array.from(
  { length: 10 },
  (_, file): WantedFile => ({
    path: `etc/unit-${file}.conf`,
    permissions: file % 2 === 0 ? '0644' : '0640',
    content: Array.from({ length: 30 }, (__, line) => `option-${line} = value ${file} of this setting\n`).join(''),
  }),
);

export const LINES = Array.from({ length: 10 }, (_, line) => `limit-${line} soft nofile ${65536 + line}`);
/** Of all lines, relative to the root. */
export const LINES_PATH = 'etc/limits.conf';

export const FOLDERS = Array.from({ length: 5 }, (_, folder) => ({
  path: `data/part-${folder}`,
  permissions: folder % 2 === 0 ? '0755' : '0750',
}));

/** `check` tells whether there is nothing to do. Two of them start a process, as checks in real life do. */
export function guardedCommands(root: string): { check: string; command: string }[] {
  const state = `${root}/data/part-0`;
  return [
    { check: `[ -e ${state}/initialised ]`, command: `date >${state}/initialised` },
    { check: `[ -L ${root}/current ]`, command: `ln -s data/part-1 ${root}/current` },
    { check: `[ -s ${state}/seed ]`, command: `head -c 512 /dev/urandom >${state}/seed` },
    { check: `grep -q '^bench:' ${state}/accounts`, command: `echo 'bench:1000' >>${state}/accounts` },
    { check: `grep -q '^ready$' ${state}/status`, command: `echo ready >${state}/status` },
  ];
}
