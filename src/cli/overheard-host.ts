import { currentOperation } from '../engine/current-operation.ts';
import type { Emit } from '../model/event.ts';
import type { Host } from '../model/host-handle.ts';

/** A host whose every word during scripts that may change it is told, with the operation that made it speak. Looks are left out. */
export function overheardHost(host: Host, emit: Emit): Host {
  return {
    name: host.name,
    address: host.address,
    read: (script, options) => host.read(script, options),
    upload: (upload) => host.upload(upload),
    hold: (script, options) => host.hold(script, options),
    run: (script, options = {}) => {
      const operation = currentOperation();
      return host.run(script, {
        ...options,
        onLine: (line, stream) => {
          if (options.onLine?.(line, stream) === true) return true;
          if (options.secretOutput && stream === 'stdout') return true;
          emit({ type: 'host-output', host: host.name, stream, line, ...(operation !== undefined && { operation }) });
          return false;
        },
      });
    },
  };
}
