import { readFileSync } from 'node:fs';
import { FARM_VERSION, type FarmHost } from './farm-state.ts';

const FIXTURES = new URL('../../fixtures/facts/', import.meta.url);
const MARK = '/etc/installer/machine.json';

/** What real hosts have said, by what the host of the farm has become. */
const SAID = {
  bare: withKubernetes(readFileSync(new URL('debian-12-bare.txt', FIXTURES), 'utf8')),
  worker: readFileSync(new URL('debian-12-our-worker.txt', FIXTURES), 'utf8'),
  // Its certificate would expire one day.
  'control-plane': readFileSync(new URL('settled-control-plane.txt', FIXTURES), 'utf8').replaceAll(
    /^\/etc\/kubernetes\/pki\/apiserver\.crt:.*\n/gm,
    '',
  ),
};

/** What the facts script prints on a host: a real host's answer, told by this one. */
export function factsAnswer(host: FarmHost): string {
  const { mark, internalAddress, lacks } = host;
  const said = SAID[mark?.phase === 'bootstrapped' ? mark.role : 'bare'];
  const id = internalAddress
    .split('.')
    .map((byte) => Number(byte).toString(16).padStart(2, '0'))
    .join('');
  const own = said
    .replaceAll(new RegExp(`^(${MARK}:.*|${MARK})\\n`, 'gm'), '')
    .replace(/^(\/proc\/sys\/kernel\/hostname:).*$/m, `$1${host.name}`)
    .replace(/^(\/etc\/machine-id:).*$/m, `$1${id.padStart(32, '0')}`)
    .replaceAll(/^(\/sys\/class\/net\/(?!lo\/)\S+\/address:).*$/gm, `$102:42:${(id.match(/../g) ?? []).join(':')}`)
    .replace(/^.* 10\.77\.\d+\.100\/32 .*\n/m, '')
    .replace(/ 10\.77\.\d+\.\d+\/24 /, ` ${internalAddress}/16 `)
    .replace(/^(##facts:clock\n).*$/m, `$1${Date.now()}000000`);
  if (lacks !== undefined) return own.replace(`\n${lacks}\n`, '\n');
  if (mark === undefined) return own;
  const lines = JSON.stringify(mark, null, 2).split('\n');
  return own
    .replace('##facts:exists\n', `##facts:exists\n${MARK}\n`)
    .replace('##facts:files\n', `##facts:files\n${lines.map((line) => `${MARK}:${line}\n`).join('')}`);
}

/** A bare host on which an administrator has installed what a bundle would bring. */
function withKubernetes(bare: string): string {
  const versions = ['kubeadm', 'kubelet', 'kubectl', 'crictl'].map(
    (name) => `##facts:${name}\ninstalled\n${name} ${FARM_VERSION}\n`,
  );
  return bare
    .replace('##facts:tools\n', '##facts:tools\nconntrack\nsocat\nethtool\n')
    .replace('##facts:containerd\n', '##facts:containerd\npackaged containerd\n')
    .replace('##facts:packages\n', '##facts:packages\n= containerd 1.6.20~ds1-1+deb12u3\n')
    .replace(/(Id=containerd\.service\n).*\n.*\n/, '$1LoadState=loaded\nActiveState=active\n')
    .replace('##facts:end', `${versions.join('')}##facts:end`);
}
