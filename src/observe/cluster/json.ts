/** What another program wrote: nothing is known of it until it was looked at. */
export type Json = unknown;

/** `undefined` for no text and for text that is not JSON. */
export function parseJson(text: string | undefined): Json {
  if (text === undefined || text.trim() === '') return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The object's fields; none for anything that is no object. */
export function objectOf(value: Json): Record<string, Json> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : {};
}

export function arrayOf(value: Json): Json[] {
  return Array.isArray(value) ? value : [];
}

export function stringOf(value: Json): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** The fields that are strings: labels, a ConfigMap's data. */
export function stringsOf(value: Json): Record<string, string> {
  const strings: Record<string, string> = {};
  for (const [key, field] of Object.entries(objectOf(value))) if (typeof field === 'string') strings[key] = field;
  return strings;
}
