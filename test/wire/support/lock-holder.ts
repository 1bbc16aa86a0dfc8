import { takeClusterLock } from '../../../src/operations/cluster-lock.ts';
import { connectionsTo, desiredHost } from './desired-host.ts';

/**
 * A process that takes a lock and keeps it until it is killed: what a test cannot do to itself. Argument: JSON of the
 * settings. Says `held`, and `lost` with the reason.
 */
const { ssh, cluster, beat } = JSON.parse(process.argv[2] ?? '');
const host = connectionsTo([desiredHost('cp-1', ssh)]).host('cp-1');
const taker = { cluster, command: 'installer apply', who: `ops@elsewhere (pid ${process.pid})`, since: new Date() };
const lock = await takeClusterLock(host, taker, beat);
lock.lost.addEventListener('abort', () => console.log(`lost: ${lock.lost.reason.message}`));
console.log('held');
