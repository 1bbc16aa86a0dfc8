import type { EtcdMember } from '../../model/observed.ts';
import type { Answers } from './answers.ts';
import { arrayOf, type Json, objectOf, parseJson, stringOf } from './json.ts';

/** Paths of etcd's gateway (etcd 3.4 and newer). */
export const ETCD_PATHS = { members: '/v3/cluster/member/list', status: '/v3/maintenance/status' };

/** Members as etcd's own gateway or etcdctl lists them; none when etcd was not asked or did not answer. */
export function etcdMembers(answers: Answers): EtcdMember[] {
  const list = parseIds(answers.body(ETCD_PATHS.members) ?? answers.block('members'));
  const health = healthByUrl(answers);
  const leader = leaderId(answers);
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
      ...(leader !== undefined && { leader: stringOf(member.ID) === leader }),
      ...(Array.isArray(member.clientURLs) && { clientUrls: urls(member.clientURLs) }),
    };
  });
}

/** As the local member knows it; `undefined` when it does not tell, or there is none at the moment. */
function leaderId(answers: Answers): string | undefined {
  const gateway = parseIds(answers.body(ETCD_PATHS.status));
  const [etcdctl] = arrayOf(parseIds(answers.block('status')));
  const leader = stringOf(objectOf(gateway ?? objectOf(etcdctl).Status).leader);
  return leader === '0' ? undefined : leader;
}

/** etcdctl writes ids as bare numbers, too large for JavaScript's: they are read as text, as the gateway writes them. */
function parseIds(text: string | undefined): Json {
  return parseJson(text?.replace(/"(ID|leader)":\s*(\d+)/g, '"$1":"$2"'));
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
