import { LAB_LABEL, NODE_LABEL, ROLE_LABEL } from './node-container.ts';
import { run } from './run.ts';

/** One line per node of every lab on this machine. */
export async function labStatus(): Promise<string> {
  const labels = [LAB_LABEL, NODE_LABEL, ROLE_LABEL].map((label) => `{{.Label "${label}"}}`).join('\t');
  const format = `${labels}\t{{.Status}}\t{{.Networks}}\t{{.Names}}`;
  const listed = await run('docker', ['ps', '-a', '--filter', `label=${LAB_LABEL}`, '--format', format], {
    allow: [1],
  });
  if (listed.code !== 0) return 'no Docker engine answers: no lab is up\n';
  return `LAB\tNODE\tROLE\tSTATUS\tNETWORK\tCONTAINER\n${listed.stdout}`;
}
