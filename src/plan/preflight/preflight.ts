import type { Finding } from '../../model/plan.ts';
import { checkBundle } from './bundle-complete.ts';
import { checkCertificates } from './certificates.ts';
import { checkClockSkew } from './clock-skew.ts';
import { checkDiskSpace } from './disk-space.ts';
import { checkEndpoint } from './endpoint.ts';
import { type Check, groundOf, type PreflightInput } from './ground.ts';
import { checkIdentity } from './identity.ts';
import { checkInstalled, checkTools, checkUpgrader } from './installed.ts';
import { checkConnections, checkVip } from './network.ts';
import { checkOwnership } from './ownership.ts';
import { checkPackageManager } from './package-manager.ts';
import { checkPlatform } from './platform.ts';
import { checkPorts } from './ports.ts';
import { checkReach, checkRoot } from './reach.ts';
import { checkResources } from './resources.ts';
import { checkSettingsCarried } from './settings-carried.ts';

/** In the order of the table: what stops everything first. */
const CHECKS: readonly Check[] = [
  checkReach,
  checkRoot,
  checkOwnership,
  checkPlatform,
  checkBundle,
  checkInstalled,
  checkUpgrader,
  checkTools,
  checkIdentity,
  checkConnections,
  checkEndpoint,
  checkVip,
  checkPorts,
  checkResources,
  checkDiskSpace,
  checkPackageManager,
  checkClockSkew,
  checkCertificates,
  checkSettingsCarried,
];

/**
 * Everything that stands in the way, on all hosts at once, before anything is changed. Pure. Empty on a converged
 * cluster. One `refuse` among the findings means that nothing must be changed.
 * @throws InstallerError `inventory-invalid` when a version of the inventory is none
 */
export function preflight(input: PreflightInput): Finding[] {
  const ground = groundOf(input);
  return CHECKS.flatMap((check) => check(ground));
}
