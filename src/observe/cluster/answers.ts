import { objectOf, parseJson, stringOf } from './json.ts';

/** What the cluster script printed, taken apart. */
export interface Answers {
  /** Body of an API path that was answered with 200. */
  body(path: string): string | undefined;
  /** A path was answered with 404. */
  missing(path: string): boolean;
  /** Why a path was answered with something else. */
  refusal(path: string): string | undefined;
  /** Text after `##name:`; the last one that is not empty. */
  line(name: string): string | undefined;
  /** All texts after `##name:`. */
  lines(name: string): string[];
  /** Lines that follow `##name`. */
  block(name: string): string;
}

/** Each HTTP body is followed by `##http:CODE URL`, everything else stands behind a marker of its own. */
export function answersOf(stdout: string): Answers {
  const http = new Map<string, { code: string; body: string }>();
  const named = new Map<string, string[]>();
  const blocks = new Map<string, string>();
  let pending: string[] = [];
  let block: string | undefined;
  const close = (): void => {
    if (block !== undefined) blocks.set(block, pending.join('\n'));
    block = undefined;
    pending = [];
  };
  for (const line of stdout.split('\n')) {
    const [, name, text] = /^##(\w+)(?::(.*))?$/.exec(line) ?? [];
    if (name === undefined) {
      pending.push(line);
    } else if (name === 'http') {
      const [, code = '', path = ''] = /^(\d+) (?:https?:\/\/[^/]+)?(\/.*)$/.exec(text ?? '') ?? [];
      http.set(path, { code, body: pending.join('\n') });
      pending = [];
    } else {
      close();
      if (text === undefined) block = name;
      else named.set(name, [...(named.get(name) ?? []), text]);
    }
  }
  close();
  return {
    body: (path) => (http.get(path)?.code === '200' ? http.get(path)?.body : undefined),
    missing: (path) => http.get(path)?.code === '404',
    refusal: (path) => refusal(http.get(path)),
    line: (name) => named.get(name)?.findLast((text) => text !== ''),
    lines: (name) => named.get(name) ?? [],
    block: (name) => blocks.get(name) ?? '',
  };
}

function refusal(answer: { code: string; body: string } | undefined): string | undefined {
  if (answer === undefined || answer.code === '200' || answer.code === '000') return undefined;
  const message = stringOf(objectOf(parseJson(answer.body)).message);
  return `the API server answered ${answer.code}${message === undefined ? '' : `: ${message}`}`;
}
