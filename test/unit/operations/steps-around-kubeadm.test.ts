import { describe, expect, test } from 'vitest';
import { stepsAroundKubeadm } from '../../../src/operations/steps-around-kubeadm.ts';
import { binaryStep, guardedStep } from '../../support/steps.ts';

const images = guardedStep('runtime/images');
const unit = guardedStep('binaries/unit');

describe("a machine's steps around kubeadm", () => {
  test('are those before any of its binaries is replaced, and those from there on', () => {
    const other = binaryStep('binaries/crictl', 'crictl');
    const binaries = binaryStep('binaries/all', 'kubectl', 'kubelet', 'kubeadm');
    expect(stepsAroundKubeadm([images, other, binaries, unit])).toEqual({
      before: [images, other],
      after: [binaries, unit],
      kubeadmPath: '/var/lib/installer/store/kubeadm',
    });
  });

  test('are all before it where no step brings binaries', () => {
    expect(stepsAroundKubeadm([images, unit])).toEqual({ before: [images, unit], after: [] });
  });
});
