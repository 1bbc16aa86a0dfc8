import { writeFile } from 'node:fs/promises';
import { armor, Encrypter, generateIdentity, identityToRecipient } from 'age-encryption';
import { describe, expect, it } from 'vitest';
import { createSecretResolver } from '../../../src/inventory/secret-resolver.ts';
import { Secrets } from '../../../src/model/secrets.ts';
import { withFolder } from './cases.ts';

const quiet = { env: {}, cwd: '/' };

describe('createSecretResolver', () => {
  it('reads variables and registers them', async () => {
    const secrets = new Secrets();
    const resolve = createSecretResolver({ secrets, ...quiet, env: { P: 'hunter22' } });
    expect(await resolve({ env: 'P' })).toBe('hunter22');
    expect(secrets.mask('it is hunter22')).not.toContain('hunter22');
  });

  it.each([
    [{}, 'sudo password: the environment variable P is not set'],
    [{ P: '' }, 'sudo password: the environment variable P is empty'],
  ])('names a variable that cannot be used', async (env, message) => {
    const resolve = createSecretResolver({ secrets: new Secrets(), cwd: '/', env });
    await expect(resolve({ env: 'P' }, 'sudo password')).rejects.toMatchObject({ kind: 'usage', message });
  });

  it('reads a file once, without its last newline, relative to cwd', async () => {
    await withFolder({ s: ' two words \n' }, async (cwd) => {
      const resolve = createSecretResolver({ secrets: new Secrets(), env: {}, cwd });
      expect(await resolve({ file: 's' })).toBe(' two words ');
      await writeFile(`${cwd}/s`, 'changed');
      expect(await resolve({ file: 's' })).toBe(' two words ');
    });
  });

  it('asks again for what could not be had, when it is told to', async () => {
    await withFolder({ known: 'one' }, async (cwd) => {
      const resolve = createSecretResolver({ secrets: new Secrets(), env: {}, cwd });
      await expect(resolve({ file: 's' })).rejects.toThrow('cannot read');
      expect(await resolve({ file: 'known' })).toBe('one');
      await Promise.all([writeFile(`${cwd}/s`, 'there'), writeFile(`${cwd}/known`, 'two')]);
      await expect(resolve({ file: 's' })).rejects.toThrow('cannot read');
      resolve.forgetFailures();
      expect(await resolve({ file: 's' })).toBe('there');
      expect(await resolve({ file: 'known' })).toBe('one');
    });
  });

  it('warns of a file that everyone can read, and refuses an empty or missing one', async () => {
    await withFolder({ empty: '\n', open: 'secret' }, async (cwd) => {
      const warnings: string[] = [];
      const warn = (message: string) => warnings.push(message);
      const resolve = createSecretResolver({ secrets: new Secrets(), env: {}, cwd, warn });
      await resolve({ file: 'open' });
      expect(warnings).toEqual([`secret: everyone on this machine can read ${cwd}/open; do: chmod 600 ${cwd}/open`]);
      await expect(resolve({ file: 'empty' })).rejects.toThrow(`${cwd}/empty is empty`);
      await expect(resolve({ file: 'none' })).rejects.toMatchObject({ kind: 'usage' });
    });
  });

  it('asks once for each place in the inventory, one question at a time', async () => {
    const asked: string[] = [];
    let open = 0;
    const prompt = async (label: string) => {
      open += 1;
      expect(open).toBe(1);
      await new Promise((done) => setImmediate(done));
      open -= 1;
      asked.push(label);
      return `answer ${asked.length}`;
    };
    const [password, sudo, unnamed] = [{ prompt: true }, { prompt: true }, { prompt: true }] as const;
    const secretSources = [
      { source: password, label: 'password' },
      { source: sudo, label: 'sudo password' },
    ];
    const resolve = createSecretResolver({ secrets: new Secrets(), ...quiet, prompt, secretSources });
    const answers = await Promise.all([password, sudo, password, unnamed, unnamed].map((source) => resolve(source)));
    expect(answers).toEqual(['answer 1', 'answer 2', 'answer 1', 'answer 3', 'answer 3']);
    expect(asked).toEqual(['password', 'sudo password', 'secret']);
    expect(await resolve({ prompt: true }, 'sudo password')).toBe('answer 2');
  });

  it('says what to use instead where nobody can be asked', async () => {
    const resolve = createSecretResolver({ secrets: new Secrets(), ...quiet });
    const error = await resolve({ prompt: true }, 'sudo password').catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ kind: 'usage', details: { hint: expect.stringContaining('{ env: NAME }') } });
  });
});

describe('age', () => {
  async function encrypted(text: string, configure: (encrypter: Encrypter) => void): Promise<Uint8Array> {
    const encrypter = new Encrypter();
    configure(encrypter);
    return await encrypter.encrypt(text);
  }

  it('decrypts with the identity in the environment, or in the file it names; binary and armored', async () => {
    const identity = await generateIdentity();
    const recipient = await identityToRecipient(identity);
    const bytes = await encrypted('hunter22\n', (encrypter) => encrypter.addRecipient(recipient));
    await withFolder({ 'a.age': armor.encode(bytes), 'key.txt': `# made today\n${identity}\n` }, async (cwd) => {
      await writeFile(`${cwd}/b.age`, bytes);
      for (const INSTALLER_AGE_IDENTITY of [identity, 'key.txt', `${cwd}/key.txt`]) {
        const secrets = new Secrets();
        const resolve = createSecretResolver({ secrets, env: { INSTALLER_AGE_IDENTITY }, cwd });
        expect(await resolve({ age: 'a.age' })).toBe('hunter22');
        expect(await resolve({ age: `${cwd}/b.age` })).toBe('hunter22');
        expect(secrets.mask(identity)).not.toContain(identity);
      }
    });
  });

  it('asks for the passphrase of a file encrypted with one', async () => {
    const bytes = await encrypted('hunter22', (encrypter) => {
      encrypter.setScryptWorkFactor(10);
      encrypter.setPassphrase('open sesame');
    });
    await withFolder({}, async (cwd) => {
      await writeFile(`${cwd}/p.age`, bytes);
      const options = { secrets: new Secrets(), env: {}, cwd };
      const asking = createSecretResolver({ ...options, prompt: async () => 'open sesame' });
      expect(await asking({ age: 'p.age' })).toBe('hunter22');
      const wrong = createSecretResolver({ ...options, prompt: async () => 'shut' });
      await expect(wrong({ age: 'p.age' })).rejects.toThrow(/cannot decrypt .*p\.age/);
      await expect(createSecretResolver(options)({ age: 'p.age' })).rejects.toThrow(/nobody can be asked/);
    });
  });

  it('says what is missing or wrong', async () => {
    const identity = await generateIdentity();
    const other = await generateIdentity();
    const recipient = await identityToRecipient(identity);
    const sound = await encrypted('hunter22', (encrypter) => encrypter.addRecipient(recipient));
    await withFolder({ 'plain.age': 'hunter22', 'key.txt': 'no key' }, async (cwd) => {
      await writeFile(`${cwd}/s.age`, sound);
      const resolver = (env: Record<string, string>) => createSecretResolver({ secrets: new Secrets(), env, cwd });
      await expect(resolver({})({ age: 's.age' })).rejects.toThrow('INSTALLER_AGE_IDENTITY is not set');
      await expect(resolver({ INSTALLER_AGE_IDENTITY: 'key.txt' })({ age: 's.age' })).rejects.toThrow(
        'holds no age identity',
      );
      await expect(resolver({ INSTALLER_AGE_IDENTITY: other })({ age: 's.age' })).rejects.toThrow('cannot decrypt');
      await expect(resolver({})({ age: 'plain.age' })).rejects.toThrow('not a file encrypted with age');
      await expect(resolver({})({ age: 'none.age' })).rejects.toThrow('cannot read');
    });
  });
});
