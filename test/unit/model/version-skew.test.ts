import { expect, test } from 'vitest';
import {
  apiServerSkewProblem,
  componentSkewProblem,
  kubeadmDeployProblem,
  kubeadmJoinProblem,
  kubectlSkewProblem,
  kubeletSkewProblem,
  upgradeProblem,
} from '../../../src/model/version-skew.ts';

const FINE = undefined;

test.each([
  ['v1.34.2', 'v1.34.0', FINE],
  ['v1.31.0', 'v1.34.0', FINE],
  ['v1.30.9', 'v1.34.0', /4 minors older.*at most 3/],
  ['v1.35.0', 'v1.34.9', /newer/],
  ['v1.22.0', 'v1.24.0', FINE],
  ['v1.21.0', 'v1.24.0', /3 minors older.*at most 2/],
  ['v1.24.0', 'v1.27.0', /3 minors older.*at most 2/],
  ['v1.25.0', 'v1.28.0', FINE],
])('kubelet %s under API server %s', (kubelet, apiServer, problem) => {
  says(kubeletSkewProblem(kubelet, apiServer), problem);
});

test.each([
  [[], FINE],
  [['v1.34.0'], FINE],
  [['v1.34.0', 'v1.33.9', 'v1.34.2'], FINE],
  [['v1.34.0', 'v1.32.9', 'v1.33.0'], /v1\.32\.9 and v1\.34\.0/],
])('API servers %j side by side', (versions, problem) => {
  says(apiServerSkewProblem(versions), problem);
});

test.each([
  ['v1.34.0', FINE],
  ['v1.33.0', FINE],
  ['v1.32.0', /more than one minor older/],
  ['v1.35.0', /newer/],
])('scheduler %s under API server v1.34.0', (version, problem) => {
  says(componentSkewProblem('scheduler', version, 'v1.34.0'), problem);
});

test.each([
  ['v1.35.0', FINE],
  ['v1.33.0', FINE],
  ['v1.36.0', /more than one minor away/],
  ['v1.32.0', /more than one minor away/],
])('kubectl %s at API server v1.34.0', (version, problem) => {
  says(kubectlSkewProblem(version, 'v1.34.0'), problem);
});

test.each([
  ['v1.20.2', 'v1.20.3', FINE],
  ['v1.20.2', 'v1.21.0', FINE],
  ['v1.20.2', 'v1.20.2', FINE],
  ['v1.20.2', 'v1.22.0', /go to 1\.21 first/],
  ['v1.20.3', 'v1.20.2', /cannot be downgraded/],
])('from %s to %s', (from, to, problem) => {
  says(upgradeProblem(from, to), problem);
});

test.each([
  ['v1.36.2', 'v1.36.0', FINE],
  ['v1.36.2', 'v1.35.9', FINE],
  ['v1.36.2', 'v1.34.9', /its own minor and the one before/],
  ['v1.35.0', 'v1.36.0', /its own minor and the one before/],
])('kubeadm %s deploys %s', (kubeadm, target, problem) => {
  says(kubeadmDeployProblem(kubeadm, target), problem);
});

test.each([
  ['v1.36.2', 'v1.36.0', FINE],
  ['v1.36.2', 'v1.35.0', /must be of minor 1\.35/],
])('kubeadm %s joins %s', (kubeadm, cluster, problem) => {
  says(kubeadmJoinProblem(kubeadm, cluster), problem);
});

function says(answer: string | undefined, problem: RegExp | undefined): void {
  if (problem === undefined) expect(answer).toBeUndefined();
  else expect(answer).toMatch(problem);
}
