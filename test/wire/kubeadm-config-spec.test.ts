import { gzipSync } from 'node:zlib';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { KubeadmConfigSpec } from '../../src/model/desired.ts';
import type { StepState } from '../../src/model/step.ts';
import { compileApply, compileCheck } from '../../src/playbook/compile.ts';
import { expandPlaybooks } from '../../src/playbook/expand.ts';
import { loadPlaybooks, playbooksDir } from '../../src/playbook/load.ts';
import type { Playbook } from '../../src/playbook/playbook.ts';
import { SAMPLE_CONTEXT } from '../../src/playbook/sample-context.ts';
import type { Step } from '../../src/playbook/step.ts';
import { parseStepReport } from '../../src/playbook/step-report.ts';
import { expandReset } from '../../src/playbook/undo.ts';
import { ensurePackages } from './support/ensure-packages.ts';
import { LoopDisk, ScratchRoot } from './support/scratch-root.ts';

/** What would reach for the machine's kernel, packages or network is left to the stories. */
const HERE = /^(undo\/)?(05-disks|50-pre-kubeadm)\/|^(undo\/)?10-os-baseline\/(hostname|address)|^forget$/;

let playbooks: Playbook[];
let root: ScratchRoot;

beforeAll(async () => {
  ensurePackages();
  playbooks = await loadPlaybooks({ builtinDir: await playbooksDir(), site: [] });
});
beforeEach(async () => {
  root = await ScratchRoot.open();
});
afterEach(() => root.close());

function contextOf(kubeadmConfigSpec: KubeadmConfigSpec, bootstrapped = false) {
  return { ...SAMPLE_CONTEXT, kubeadmConfigSpec, machine: { bootstrapped } };
}

function stepsOf(spec: KubeadmConfigSpec, bootstrapped = false): Step[] {
  return expandPlaybooks(playbooks, contextOf(spec, bootstrapped), 'prepare').filter(({ id }) => HERE.test(id));
}

function apply(steps: Step[], env: Record<string, string> = {}): { states: StepState[]; stderr: string } {
  const { stdout, stderr } = root.run(compileApply(steps), env);
  return { states: parseStepReport(stdout, steps), stderr };
}

const changed = ({ states }: { states: StepState[] }) =>
  states
    .filter(({ status }) => status !== 'ok')
    .map(({ id, status, failure }) => [id, status, failure?.lastLines ?? []]);

function reset(spec: KubeadmConfigSpec, env: Record<string, string> = {}) {
  const steps = expandReset(playbooks, contextOf(spec)).filter(({ id }) => HERE.test(id));
  return apply(steps, env);
}

/** Whatever is on the machine that the steps may touch. */
const TRACES = `cd /; cat etc/passwd etc/group etc/shadow etc/hosts etc/fstab etc/hostname 2>/dev/null
ls -1 etc/sudoers.d home /opt /var/lib/installer etc/kubernetes 2>/dev/null; hostname`;

/** As exported from a production cluster. */
const EXPORTED: KubeadmConfigSpec = {
  files: [{ path: '/opt/site/kube-vip.yaml', owner: 'root:root', content: 'a\n' }],
  preKubeadmCommands: [
    'hostname "{{ ds.meta_data.hostname }}"',
    'echo "::1         ipv6-localhost ipv6-loopback" >/etc/hosts',
    'echo "127.0.0.1   localhost" >>/etc/hosts',
    'echo "127.0.0.1   {{ ds.meta_data.hostname }}" >>/etc/hosts',
    'echo "{{ ds.meta_data.hostname }}" >/etc/hostname',
  ],
  users: [{ name: 'capv', sshAuthorizedKeys: ['ssh-rsa'], sudo: 'ALL=(ALL) NOPASSWD:ALL' }],
};

describe('an exported specification', () => {
  it('is brought about once; the commands do not undo what the baseline needs', () => {
    const first = apply(stepsOf(EXPORTED));
    expect(first.stderr).toBe('');
    expect(first.states.filter(({ status }) => status === 'failed')).toEqual([]);
    expect(root.says('hostname; cat /etc/hostname')).toBe('cp-1\ncp-1\n');
    expect(root.says('grep -v "^#" /etc/hosts')).toBe(
      '::1         ipv6-localhost ipv6-loopback\n127.0.0.1   localhost\n127.0.0.1   cp-1\n192.0.2.11 cp-1\n',
    );
    expect(root.says('cat /etc/sudoers.d/90-installer-capv; stat -c %a /etc/sudoers.d/90-installer-capv')).toBe(
      'capv ALL=(ALL) NOPASSWD:ALL\n440\n',
    );
    expect(root.says('cat ~capv/.ssh/authorized_keys; stat -c "%a %U" ~capv/.ssh ~capv/.ssh/authorized_keys')).toBe(
      'ssh-rsa\n700 capv\n600 capv\n',
    );
    expect(root.says('visudo -c')).toContain('parsed OK');

    const before = root.says(TRACES);
    expect(changed(apply(stepsOf(EXPORTED)))).toEqual([]);
    expect(changed(apply(stepsOf(EXPORTED, true)))).toEqual([]);
    expect(
      parseStepReport(root.run(compileCheck(stepsOf(EXPORTED))).stdout, stepsOf(EXPORTED)).map((s) => s.status),
    ).not.toContain('change');
    expect(root.says(TRACES)).toBe(before);
  });

  it('is taken back by reset, but for what its commands did', () => {
    root.run('rm -f /etc/hosts; printf "127.0.0.1 localhost\\n" >/etc/hosts; echo old >/etc/hostname; hostname old');
    const before = root.says(TRACES);
    apply(stepsOf(EXPORTED));
    const { states } = reset(EXPORTED);
    expect(states.filter(({ status }) => status === 'failed')).toEqual([]);
    expect(root.says('printf "127.0.0.1 localhost\\n" >/etc/hosts') + root.says(TRACES)).toBe(before);
  });
});

describe('users', () => {
  it('have every property, new groups among them', () => {
    const spec: KubeadmConfigSpec = {
      users: [
        {
          name: 'site.ops',
          gecos: "Operators, the site's",
          groups: 'adm, newgroup',
          primaryGroup: 'operators',
          homeDir: '/opt/ops',
          shell: '/bin/bash',
          passwd: '$6$salt$hash',
          lockPassword: false,
          sudo: 'ALL=(root) NOPASSWD: /bin/true',
        },
        { name: 'gone', inactive: true, passwd: '$6$salt$other' },
      ],
    };
    const before = root.says(TRACES);
    expect(apply(stepsOf(spec)).states.filter(({ status }) => status === 'failed')).toEqual([]);
    expect(root.says('getent passwd site.ops | cut -d: -f5-')).toBe("Operators, the site's:/opt/ops:/bin/bash\n");
    expect(root.says('id -gn site.ops; id -Gn site.ops')).toBe('operators\noperators adm newgroup\n');
    expect(root.says('getent shadow site.ops gone | cut -d: -f1,2,8')).toBe(
      'site.ops:$6$salt$hash:\ngone:!$6$salt$other:1\n',
    );
    expect(root.says('sudo -l -U site.ops | tail -1').trim()).toBe('(root) NOPASSWD: /bin/true');
    expect(changed(apply(stepsOf(spec)))).toEqual([]);
    reset(spec);
    expect(root.says(TRACES)).toBe(before);
  });

  it('that are there already are given keys and rights, and keep their own after reset', () => {
    root.run(
      `useradd --create-home there; install -d -o there /home/there/.ssh; printf 'ssh-ed25519 OWN' >/home/there/.ssh/authorized_keys`,
    );
    const before = root.says(TRACES);
    const spec: KubeadmConfigSpec = {
      users: [{ name: 'there', sudo: 'ALL=(ALL) ALL', sshAuthorizedKeys: ['ssh-ed25519 AAAA new'] }],
    };
    apply(stepsOf(spec));
    expect(root.says('cat /home/there/.ssh/authorized_keys')).toBe('ssh-ed25519 OWN\nssh-ed25519 AAAA new\n');
    reset(spec);
    expect(root.says(TRACES)).toBe(before);
    expect(root.says('cat /home/there/.ssh/authorized_keys')).toBe('ssh-ed25519 OWN\n');
  });

  it('with a right that sudo does not understand stop the host; sudo goes on working', () => {
    const outcome = apply(stepsOf({ users: [{ name: 'ops', sudo: 'everything please' }] }));
    expect(changed(outcome).find(([, status]) => status === 'failed')?.[2]).toContain(
      'the sudo right of ops is not one: everything please',
    );
    expect(root.says('visudo -c; ls /etc/sudoers.d')).not.toContain('installer');
  });

  it('as which the run is logged in stay at reset', () => {
    const spec: KubeadmConfigSpec = { users: [{ name: 'ops', sudo: 'ALL=(ALL) ALL' }] };
    apply(stepsOf(spec));
    reset(spec, { SUDO_USER: 'ops' });
    expect(root.says('getent passwd ops | cut -d: -f1; ls /etc/sudoers.d | grep installer')).toBe(
      'ops\n90-installer-ops\n',
    );
  });
});

describe('files and commands', () => {
  it('files are written in every encoding, for users of the specification too, and appended as they are', () => {
    root.run("printf '[a]\\nx = 1' >/opt/config");
    const spec: KubeadmConfigSpec = {
      users: [{ name: 'ops' }],
      files: [
        { path: '/opt/plain', content: '{{ ds.meta_data.local_ipv4 }}\n', owner: 'ops:ops', permissions: '0400' },
        { path: '/opt/base64', encoding: 'base64', content: Buffer.from('{{ v1.x }}').toString('base64') },
        { path: '/opt/gzip', encoding: 'gzip+base64', content: gzipSync('zipped').toString('base64') },
        { path: '/opt/template', contentFormat: 'Template', content: 'v={{ .controlPlane.version }}' },
        { path: '/opt/config', append: true, content: '\n[b]\nx = 1\n' },
      ],
    };
    expect(apply(stepsOf(spec)).states.filter(({ status }) => status === 'failed')).toEqual([]);
    expect(
      root.says('stat -c "%a %U:%G" /opt/plain; cat /opt/plain /opt/base64; echo; cat /opt/gzip /opt/template'),
    ).toBe('400 ops:ops\n192.0.2.11\n{{ v1.x }}\nzippedv=v1.34.2');
    expect(root.says('cat /opt/config')).toBe('[a]\nx = 1\n\n[b]\nx = 1\n');
    expect(changed(apply(stepsOf(spec)))).toEqual([]);
    root.run('echo later >>/opt/config');
    reset(spec);
    expect(root.says('cat /opt/config; ls /opt | grep -v config || true')).not.toMatch(
      /\[b\]|plain|base64|gzip|template/,
    );
    expect(root.says('cat /opt/config')).toBe('[a]\nx = 1\nlater\n');
  });

  it('a file that a command changes stays changed; one that is gone is written again, and the commands run again', () => {
    const spec: KubeadmConfigSpec = {
      files: [{ path: '/opt/manifest', content: 'address: PLACEHOLDER\n' }],
      preKubeadmCommands: ['ADDRESS=10.0.0.1', 'sed -i "s/PLACEHOLDER/$ADDRESS/" /opt/manifest; echo ran >>/opt/log'],
    };
    apply(stepsOf(spec));
    expect(root.says('cat /opt/manifest')).toBe('address: 10.0.0.1\n');
    expect(changed(apply(stepsOf(spec)))).toEqual([]);
    root.run('rm /opt/manifest');
    apply(stepsOf(spec));
    expect(root.says('cat /opt/manifest /opt/log')).toBe('address: 10.0.0.1\nran\nran\n');
  });

  it('commands share variables and folder, also when they go on after a failure', () => {
    const spec: KubeadmConfigSpec = {
      preKubeadmCommands: [
        'cd /opt; ARCH=amd64',
        'if [ "$ARCH" = amd64 ]; then export NAME="it\'s $ARCH"; fi; echo first >>log',
        '[ -e /opt/ready ]',
        'echo "$NAME in $PWD" >>log',
        'exit 0',
        'echo last >>log',
      ],
    };
    const failed = apply(stepsOf(spec));
    expect(failed.states.find(({ status }) => status === 'failed')?.failure).toMatchObject({
      command: '[ -e /opt/ready ]',
      exitCode: 1,
    });
    root.run(': >/opt/ready');
    expect(apply(stepsOf(spec)).states.filter(({ status }) => status === 'failed')).toEqual([]);
    expect(root.says('cat /opt/log')).toBe("first\nit's amd64 in /opt\nlast\n");
    expect(changed(apply(stepsOf(spec)))).toEqual([]);
  });
});

describe('disks', () => {
  let disk: LoopDisk;
  beforeEach(() => {
    disk = new LoopDisk(64);
  });
  afterEach(() => disk.close());

  const diskSpec = (more: object = {}, fs: object = {}): KubeadmConfigSpec => ({
    diskSetup: {
      partitions: [{ device: disk.device, layout: true, tableType: 'gpt', ...more }],
      filesystems: [{ device: disk.device, filesystem: 'ext4', label: 'site_disk', extraOpts: ['-m', '0'], ...fs }],
    },
    mounts: [['LABEL=site_disk', '/opt/data']],
  });
  const failure = (outcome: { states: StepState[] }) =>
    outcome.states.find(({ status }) => status === 'failed')?.failure?.lastLines.join('\n');

  it('are parted, formatted and mounted once; reset unmounts and leaves what is on them', () => {
    const fstab = root.says('cat /etc/fstab 2>/dev/null || true');
    const first = apply(stepsOf(diskSpec()));
    expect(failure(first)).toBeUndefined();
    expect(root.says(`lsblk -nro TYPE ${disk.device}; mountpoint /opt/data; echo kept >/opt/data/file`)).toContain(
      'part',
    );
    expect(changed(apply(stepsOf(diskSpec())))).toEqual([]);
    reset(diskSpec());
    expect(root.says('cat /etc/fstab 2>/dev/null || true; [ ! -e /opt/data ]')).toBe(fstab);
    // The next machine on this host finds the same disk, and keeps it.
    expect(failure(apply(stepsOf(diskSpec())))).toBeUndefined();
    expect(root.says('cat /opt/data/file; umount /opt/data')).toBe('kept\n');
  });

  it('that bear a file system are refused without overwrite, and overwritten with it', () => {
    root.says(`mkfs.ext4 -q ${disk.device}`);
    expect(failure(apply(stepsOf(diskSpec())))).toContain(`${disk.device} bears ext4 and is not overwritten.`);
    expect(root.says(`blkid -p -s TYPE -o value ${disk.device}`)).toBe('ext4\n');
    expect(failure(apply(stepsOf(diskSpec({ overwrite: true }))))).toBeUndefined();
    root.says('umount /opt/data');
  });

  it('in use are never touched, whatever the inventory says', () => {
    root.says(
      `mkfs.ext4 -q ${disk.device}; mkdir /opt/used; mount ${disk.device} /opt/used; echo mine >/opt/used/file`,
    );
    expect(failure(apply(stepsOf(diskSpec({ overwrite: true }))))).toContain(`${disk.device} is in use (/opt/used )`);
    expect(
      failure(
        apply(
          stepsOf({
            diskSetup: {
              filesystems: [{ device: disk.device, filesystem: 'ext4', partition: 'none', overwrite: true }],
            },
          }),
        ),
      ),
    ).toContain('is in use');
    expect(root.says('cat /opt/used/file; umount /opt/used')).toBe('mine\n');
  });

  it('are shared out by percentage, and a partition is named by its number', () => {
    const spec: KubeadmConfigSpec = {
      diskSetup: {
        partitions: [
          {
            device: disk.device,
            tableType: 'gpt',
            diskLayout: [{ percentage: 25, partitionType: '8200' }, { percentage: 75 }],
          },
        ],
        filesystems: [{ device: disk.device, filesystem: 'ext4', partition: '2' }],
      },
    };
    expect(failure(apply(stepsOf(spec)))).toBeUndefined();
    const sizes = root.says(`lsblk -nrbo SIZE,FSTYPE ${disk.device}`).trim().split('\n').slice(1);
    expect(sizes.map((line) => Math.round(Number(line.split(' ')[0]) / 2 ** 20))).toEqual([15, 47]);
    expect(root.says(`blkid -p -s TYPE -o value ${disk.device}p2`)).toBe('ext4\n');
  });

  it('that are not there are named', () => {
    expect(failure(apply(stepsOf({ diskSetup: { partitions: [{ device: '/dev/nosuch', layout: true }] } })))).toBe(
      'this host has no disk /dev/nosuch',
    );
  });
});
