import type { BastionSettings, SecretSource, SshSettings } from '../../model/desired.ts';
import type { FieldReader } from './field-reader.ts';

/** How a record says that its host is reached. */
export function recordedSsh(ssh: FieldReader): SshSettings {
  const text = (name: string) => ssh.text(name);
  const source = (name: string) => secretSource(ssh.within(name));
  const sudo = ssh.within('sudo');
  return {
    user: ssh.text('user'),
    port: ssh.number('port'),
    ...ssh.optional('privateKeyPath', text),
    ...ssh.optional('passphraseFrom', source),
    agent: ssh.flag('agent'),
    ...ssh.optional('passwordFrom', source),
    sudo: {
      enabled: sudo.flag('enabled'),
      ...sudo.optional('passwordFrom', (name) => secretSource(sudo.within(name))),
    },
    ...ssh.optional('bastion', (name) => bastion(ssh.within(name))),
    hostKeys: hostKeys(ssh),
    ...ssh.optional('hostKey', text),
    ...ssh.optional('knownHostsFile', text),
    connectTimeoutMs: ssh.number('connectTimeoutMs'),
    ...ssh.optional('configFile', text),
    ...ssh.optional('explicit', (name) => ssh.list(name)),
  };
}

function bastion(fields: FieldReader): BastionSettings {
  const text = (name: string) => fields.text(name);
  const source = (name: string) => secretSource(fields.within(name));
  return {
    address: fields.text('address'),
    port: fields.number('port'),
    user: fields.text('user'),
    ...fields.optional('privateKeyPath', text),
    ...fields.optional('passphraseFrom', source),
    ...fields.optional('passwordFrom', source),
    agent: fields.flag('agent'),
    ...fields.optional('hostKey', text),
    hostKeys: hostKeys(fields),
    ...fields.optional('knownHostsFile', text),
    ...fields.optional('bastion', (name) => bastion(fields.within(name))),
  };
}

function hostKeys(fields: FieldReader): SshSettings['hostKeys'] {
  return fields.oneOf('hostKeys', ['strict', 'accept-new']);
}

function secretSource(source: FieldReader): SecretSource {
  if (source.has('env')) return { env: source.text('env') };
  if (source.has('file')) return { file: source.text('file') };
  if (source.has('age')) return { age: source.text('age') };
  source.flag('prompt');
  return { prompt: true };
}
