import type { PlacedDocument } from '../../placed-document.ts';
import { applyRules } from '../apply-rules.ts';
import { valueAt } from '../cluster-api-object.ts';
import type { Findings } from '../findings.ts';
import type { WrittenTopology } from './find-topology.ts';
import { saidBy } from './topology.ts';

/** Unknown, ignored and refused fields of the topology, in the words of who wrote them. */
export function checkTopologyFields({ cluster, inventory, composition }: WrittenTopology, findings: Findings): void {
  const { value } = saidBy({ composition }, []);
  if (cluster !== undefined) {
    applyRules({ ...cluster, value: { spec: { topology: valueAt(cluster.value, ['spec', 'topology']) } } }, findings);
  }
  const ours = valueAt(inventory?.value, ['spec', 'cluster', 'topology']);
  if (inventory === undefined || ours === undefined || value === undefined) return;
  const document: PlacedDocument = {
    ...inventory,
    derived: true,
    locate: (complaint) => {
      const path = ['spec', 'cluster', ...complaint.path.slice(1)];
      return inventory.locate({
        ...complaint,
        path,
        message: complaint.message.replaceAll('spec.topology', 'spec.cluster.topology'),
      });
    },
  };
  const named = { name: '', labels: {}, annotations: {}, version: 'v1beta2', kind: 'Cluster' } as const;
  applyRules({ ...named, document, value: { spec: { topology: ours } } }, findings);
}
