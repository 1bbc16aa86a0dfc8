import type { HostFacts } from '../../model/facts.ts';
import type { FactSection } from '../section.ts';

const STORE = '/var/lib/installer/store';

/** What of the bundle is on the host already. */
export const store: FactSection<Pick<HostFacts, 'store'>> = {
  stat: [`${STORE}/*`],
  parse(seen) {
    return {
      store: seen.stats().flatMap(({ path, size }) => {
        const [, sha256, part] = /\/store\/([0-9a-f]{64})(\.part)?$/.exec(path) ?? [];
        return sha256 === undefined ? [] : [{ sha256, sizeBytes: size, partial: part !== undefined }];
      }),
    };
  },
};
