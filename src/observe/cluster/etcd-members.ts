import type { EtcdMember } from '../../model/observed.ts';
import type { Answers } from './answers.ts';
import { arrayOf, objectOf, parseJson, stringOf } from './json.ts';

/** Members as etcd's own gateway or etcdctl lists them; none when etcd was not asked or did not answer. */
export function etcdMembers(answers: Answers): EtcdMember[] {
  // etcdctl writes ids as bare numbers, too large for JavaScript's.
  const list = parseJson(answers.block('members').replace(/"ID":\s*(\d+)/g, '"ID":"$1"'));
  const health = healthByUrl(answers);
  return arrayOf(objectOf(list).members).map((value) => {
    const member = objectOf(value);
    const healthy = urls(member.clientURLs)
      .map((url) => health.get(url))
      .find((known) => known !== undefined);
    return {
      id: hexId(stringOf(member.ID)),
      name: stringOf(member.name) ?? '',
      peerUrls: urls(member.peerURLs),
      learner: member.isLearner === true,
      ...(healthy !== undefined && { healthy }),
    };
  });
}

function healthByUrl(answers: Answers): Map<string, boolean> {
  const health = new Map<string, boolean>();
  for (const line of answers.lines('health')) {
    const [, code, url] = /^(\d+) (\S+?)\/health$/.exec(line) ?? [];
    if (url !== undefined) health.set(url, code === '200');
  }
  for (const value of arrayOf(parseJson(answers.block('healths')))) {
    const { endpoint, health: healthy } = objectOf(value);
    if (typeof endpoint === 'string') health.set(endpoint, healthy === true);
  }
  return health;
}

function urls(value: unknown): string[] {
  return arrayOf(value).filter((url) => typeof url === 'string');
}

/** etcd itself and its commands speak of members by hexadecimal id. */
function hexId(decimal: string | undefined): string {
  return decimal !== undefined && /^\d+$/.test(decimal) ? BigInt(decimal).toString(16) : (decimal ?? '');
}
