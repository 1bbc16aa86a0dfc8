import { CLOSED_FOR_UPGRADE } from '../../model/closed-for-upgrade.ts';
import { REMEDIATE_ANNOTATION, SKIP_REMEDIATION_ANNOTATION } from '../../model/machine-resource.ts';
import type { NodeCondition, NodeView } from '../../model/observed.ts';
import { shown } from '../../model/shown.ts';
import { arrayOf, type Json, objectOf, stringOf, stringsOf } from './json.ts';

const CONTROL_PLANE_LABELS = ['node-role.kubernetes.io/control-plane', 'node-role.kubernetes.io/master'];

/** A v1 Node as the API gives it. */
export function nodeView(value: Json): NodeView {
  const node = objectOf(value);
  const metadata = objectOf(node.metadata);
  const spec = objectOf(node.spec);
  const status = objectOf(node.status);
  const labels = stringsOf(metadata.labels);
  const annotations = objectOf(metadata.annotations);
  const conditions = arrayOf(status.conditions).map(objectOf);
  const ready = conditions.find((condition) => condition.type === 'Ready');
  const isReady = ready?.status === 'True';
  const internalIp = arrayOf(status.addresses)
    .map(objectOf)
    .find((address) => address.type === 'InternalIP');
  const ip = stringOf(internalIp?.address);
  const podCidr = stringOf(spec.podCIDR);
  const nodeInfo = objectOf(status.nodeInfo);
  const machineId = stringOf(nodeInfo.machineID);
  const systemUuid = stringOf(nodeInfo.systemUUID);
  return {
    name: stringOf(metadata.name) ?? '',
    uid: stringOf(metadata.uid) ?? '',
    ready: isReady,
    ...(ready?.status === 'Unknown' && { unreachable: true }),
    ...(!isReady && { notReadyReason: notReady(ready) }),
    controlPlane: CONTROL_PLANE_LABELS.some((label) => label in labels),
    unschedulable: spec.unschedulable === true,
    ...(CLOSED_FOR_UPGRADE in annotations && { closedForUpgrade: true }),
    ...(SKIP_REMEDIATION_ANNOTATION in annotations && { skipRemediation: true }),
    ...(REMEDIATE_ANNOTATION in annotations && { remediate: true }),
    kubeletVersion: stringOf(nodeInfo.kubeletVersion) ?? '',
    ...(ip !== undefined && { internalIp: ip }),
    ...(podCidr !== undefined && { podCidr }),
    ...(machineId !== undefined && { machineId }),
    ...(systemUuid !== undefined && { systemUuid }),
    labels,
    taints: arrayOf(spec.taints).map(taint),
    conditions: conditions.map(nodeCondition),
  };
}

function nodeCondition({ type, status, lastTransitionTime }: Record<string, Json>): NodeCondition {
  const since = stringOf(lastTransitionTime);
  return {
    type: stringOf(type) ?? '',
    status: stringOf(status) ?? '',
    ...(since !== undefined && { since }),
  };
}

function notReady(condition: Record<string, Json> | undefined): string {
  if (condition === undefined) return 'the kubelet has not reported yet';
  const parts = [stringOf(condition.reason), stringOf(condition.message)].filter((part) => part !== undefined);
  return parts.length === 0 ? `Ready is ${shown(condition.status)}` : parts.join(': ');
}

function taint(value: Json): NodeView['taints'][number] {
  const { key, value: of, effect } = objectOf(value);
  const text = stringOf(of);
  return { key: stringOf(key) ?? '', ...(text !== undefined && { value: text }), effect: stringOf(effect) ?? '' };
}
