import { quote } from './quote.ts';

/** What an API server says to somebody it does not know. */
export interface ApiAnswer {
  /** `v1.34.2`, where it tells strangers. */
  version?: string;
}

/** Seconds that the answer may take: a balancer without a backend may well accept and then say nothing. */
const PATIENCE = 3;

/**
 * sh that asks for /version and prints `##api:` with what came back: by curl, or by openssl, one of which nearly every bare
 * host has. Proxies are for the way out, and whose certificate it is does not matter here.
 * @param reached sh that is true unless nothing listens there
 */
export function apiQuestion({ address, port }: { address: string; port: number }, reached: string): string {
  const at = `${address.includes(':') ? `[${address}]` : address}:${port}`;
  return `( at=${quote(at)}
${reached} && printf '##api:%s\\n' "$(
  if has curl; then
    curl -sk --noproxy '*' --max-time ${PATIENCE} "https://$at/version"
  elif has openssl && has timeout; then
    printf 'GET /version HTTP/1.0\\r\\nHost: %s\\r\\n\\r\\n' "$at" | timeout ${PATIENCE} openssl s_client -quiet -connect "$at"
  fi | tr '\\r\\n\\000' '   ' | cut -c 1-4000
)" ) &`;
}

/**
 * What `apiQuestion` heard, if it was an API server: it tells its version, or refuses to, as a Status. A balancer without a
 * backend closes, is silent, or says something of its own. Pure.
 */
export function parseApiAnswer(stdout: string): ApiAnswer | undefined {
  const said = /^##api:(.*)$/m.exec(stdout)?.[1] ?? '';
  const version = /"gitVersion":\s*"(v\d[\w.+-]{0,40})"/.exec(said)?.[1];
  if (version !== undefined) return { version };
  const refuses = /"kind":\s*"Status"/.test(said) && /"apiVersion":\s*"v1"/.test(said);
  return refuses ? {} : undefined;
}
