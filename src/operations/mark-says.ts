import { shQuote } from '../kubeadm/sh-text.ts';
import type { MachineMark } from '../model/facts.ts';

/**
 * sh that succeeds where the mark in the file `path` (which may name variables) has this field, however a person who put it
 * back has spaced it.
 */
export function markSays(field: 'cluster' | 'clusterUid', value: MachineMark[typeof field], path: string): string {
  const words = `${JSON.stringify(field)}:${JSON.stringify(value)}`;
  return `{ tr -d '[:space:]' <"${path}" | grep -qF ${shQuote(words)}; } 2>/dev/null`;
}
