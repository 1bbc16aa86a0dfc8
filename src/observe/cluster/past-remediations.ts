import type { PastRemediation } from '../../model/machine-record.ts';
import { FieldReader } from './field-reader.ts';
import { type Json, objectOf, parseJson, stringsOf } from './json.ts';

/** Of the ConfigMap that remembers them. One that is not understood is left out: nothing is guessed. */
export function pastRemediations(configMap: Json): PastRemediation[] {
  return Object.entries(stringsOf(objectOf(configMap).data)).flatMap(([machine, text]) => {
    const told = new FieldReader(parseJson(text));
    const past = {
      machine,
      role: told.oneOf('role', ['control-plane', 'worker']),
      timestamp: told.text('timestamp'),
      retryCount: told.number('retryCount'),
    };
    return told.understood && !Number.isNaN(Date.parse(past.timestamp)) ? [past] : [];
  });
}
